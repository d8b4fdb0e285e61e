import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Of this process alone: nobody can aim at the digests that are compared. */
const KEY = randomBytes(32);

/**
 * Whether what somebody shows is the secret. Takes the same time wherever the first difference lies, and tells nothing of
 * the secret's length.
 */
export function isSameSecret(shown: string | Buffer, secret: string | Buffer): boolean {
  return timingSafeEqual(digestOf(shown), digestOf(secret));
}

function digestOf(value: string | Buffer): Buffer {
  return createHmac('sha256', KEY).update(value).digest();
}
