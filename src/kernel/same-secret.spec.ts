import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isSameSecret } from './same-secret.js';

it('Only the secret itself is the same as the secret', () => {
  const secrets = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(secrets, secrets, (one, other) => {
      expect(isSameSecret(one, Buffer.from(one))).toBe(true);
      expect(isSameSecret(one.toString('latin1'), one.toString('latin1'))).toBe(true);
      expect(isSameSecret(Buffer.concat([one, Buffer.of(0)]), one)).toBe(false);
      expect(isSameSecret(one, other)).toBe(one.equals(other));
    }),
  );
});
