const TYPED_CODE = /^[a-z2-9]{16}$/;

/** A code without the dashes, spaces and capitals that people put into it; a link's secret as it is. */
export function typedCode(secret: string): string {
  const plain = secret.toLowerCase().replace(/[\s-]/g, '');
  return TYPED_CODE.test(plain) ? plain : secret;
}

/** Whether it is short enough to be typed, and thus worth guessing. */
export function isTyped(secret: string): boolean {
  return TYPED_CODE.test(secret);
}
