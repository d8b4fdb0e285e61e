import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isSameSecret } from './same-secret.js';

it('Only the secret itself is the same as the secret', () => {
  const secrets = fc.string({ unit: 'binary', maxLength: 40 });
  fc.assert(
    fc.property(secrets, secrets, (one, other) => {
      expect(isSameSecret(one, one)).toBe(true);
      expect(isSameSecret(one, Buffer.from(one))).toBe(true);
      expect(isSameSecret(one, `${one}x`)).toBe(false);
      expect(isSameSecret(one, other)).toBe(Buffer.from(one).equals(Buffer.from(other)));
    }),
  );
});
