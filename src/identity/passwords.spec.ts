import { describe, expect, it } from 'vitest';
import { generatePassword, hashPassword, isPassword } from './passwords.js';

describe('a password', () => {
  it('is known again, and no other is', async () => {
    const hash = await hashPassword('सही पासवर्ड');
    expect(await isPassword('सही पासवर्ड', hash)).toBe(true);
    expect(await isPassword('गलत पासवर्ड', hash)).toBe(false);
  });

  it('is the same however the keyboard composed its letters', async () => {
    const hash = await hashPassword('caf\u00e9-key');
    expect(await isPassword('cafe\u0301-key', hash)).toBe(true);
  });

  it('is stored as Argon2id with 19 MiB, differently each time', async () => {
    const [first, second] = await Promise.all([hashPassword('same'), hashPassword('same')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
  });

  it('never opens a login that nobody has', async () => {
    expect(await isPassword('', undefined)).toBe(false);
    expect(await isPassword('anything', undefined)).toBe(false);
  });
});

it('generates passwords that can be read out: four groups, no 0, o, 1, i or l', () => {
  const passwords = Array.from({ length: 200 }, generatePassword);
  for (const password of passwords) {
    expect(password).toMatch(/^(?:[a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
  }
  expect(new Set(passwords).size).toBe(200);
});
