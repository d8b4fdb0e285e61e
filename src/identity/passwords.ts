import { randomBytes, randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

// OWASP's Password Storage Cheat Sheet, read 2026-11-24: Argon2id with 19 MiB, 2 passes, 1 lane at least.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Argon2id, with a salt of its own, in the PHC string format. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), COST);
}

/** Takes as long for a login that nobody has (`undefined`) as for a wrong password. */
export async function isPassword(
  password: string,
  passwordHash: string | undefined,
): Promise<boolean> {
  const isRight = await verify(passwordHash ?? (await nobodysHash), password.normalize('NFC'));
  return isRight && passwordHash !== undefined;
}

const nobodysHash = hash(randomBytes(32), COST);

/** Letters and digits that nobody confuses when reading them out: no 0 and o, no 1, i and l. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const LETTERS_A_GROUP = 4;

/** A password to hand over, such as `kx4m-9pqe-v2hw-tr7c`: 79 bits, easy to type on a phone. */
export function generatePassword(): string {
  const letter = (): string => ALPHABET.charAt(randomInt(ALPHABET.length));
  const group = (): string => Array.from({ length: LETTERS_A_GROUP }, letter).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
