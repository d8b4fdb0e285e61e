import { generateSecret, generateURI, verify } from 'otplib';
import type { CodeKey } from '../contract/people.js';

/** A phone's clock may be half a minute off. */
const TOLERANCE_SECONDS = 30;

/** RFC 6238 as every authenticator app reads it: SHA-1, six digits, half a minute. */
export function newCodeKey(login: string): CodeKey {
  const codeKey = generateSecret();
  return { codeKey, uri: generateURI({ issuer: 'Munadi', label: login, secret: codeKey }) };
}

/**
 * The half minute that `code` is of, or undefined where it is wrong. The caller takes no half minute twice,
 * so that a code which somebody read over a shoulder is worth nothing.
 */
export async function stepOf(
  code: string,
  codeKey: string,
  now: Date,
): Promise<number | undefined> {
  const epoch = Math.floor(now.getTime() / 1_000);
  const check = await verify({
    secret: codeKey,
    token: code,
    epoch,
    epochTolerance: TOLERANCE_SECONDS,
  });
  return 'timeStep' in check ? check.timeStep : undefined;
}
