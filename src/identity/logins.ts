const MAX_MADE_CHARACTERS = 40;

/** Whether this can be a login name: 1 to 100 small letters, digits and the signs . _ @ + - */
export function isLogin(login: string): boolean {
  return /^[\p{Ll}\p{Lo}\p{M}0-9._@+-]{1,100}$/u.test(login);
}

/** A login name made of somebody's name: "Sunita Devi" becomes `sunita.devi`. */
export function loginFrom(name: string): string {
  const parts = name.toLowerCase().match(/[\p{Ll}\p{Lo}\p{M}0-9]+/gu) ?? [];
  return parts.join('.').slice(0, MAX_MADE_CHARACTERS).replace(/\.$/, '') || 'person';
}
