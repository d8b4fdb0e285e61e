import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cipher, SealBroken, type SealContext, type Sealed } from './cipher.js';
import type { NamedKey } from './keys/index.js';

const context: SealContext = { purpose: 'account-credentials', boundTo: 'account:17' };
const old: NamedKey = { id: 'old', secret: randomBytes(32) };
const next: NamedKey = { id: 'next', secret: randomBytes(32) };
const cipher = new Cipher({ current: old, all: [old] });
const secret = Buffer.from('{"botToken":"12345:secret"}');

describe('a sealed secret', () => {
  it('opens to what was sealed, whatever that was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const opened = cipher.open(cipher.seal(Buffer.from(bytes), context), context);
        expect(Buffer.compare(opened, Buffer.from(bytes))).toBe(0);
      }),
    );
  });

  it('shows nothing of the secret, and differs from any other seal of the same secret', () => {
    const [first, second] = [cipher.seal(secret, context), cipher.seal(secret, context)];
    expect(first.body.equals(second.body)).toBe(false);
    expect(first.wrappedKey.equals(second.wrappedKey)).toBe(false);
    expect(first.body.includes('secret')).toBe(false);
  });

  it('does not open when any single bit of it is flipped', () => {
    const sealed = cipher.seal(secret, context);
    for (const part of ['wrappedKey', 'body'] as const) {
      for (let bit = 0; bit < sealed[part].length * 8; bit += 1) {
        const changed = { ...sealed, [part]: withBitFlipped(sealed[part], bit) };
        expect(() => cipher.open(changed, context)).toThrow(SealBroken);
      }
    }
  });

  it('does not open when it is cut short', () => {
    const sealed = cipher.seal(secret, context);
    for (const part of ['wrappedKey', 'body'] as const) {
      for (let length = 0; length < sealed[part].length; length += 1) {
        const cut = { ...sealed, [part]: sealed[part].subarray(0, length) };
        expect(() => cipher.open(cut, context)).toThrow(SealBroken);
      }
    }
  });

  it('does not open in the row of another account, nor with its key or its body alone swapped', () => {
    const other: SealContext = { ...context, boundTo: 'account:18' };
    const [mine, theirs] = [cipher.seal(secret, context), cipher.seal(secret, other)];
    const swaps: Sealed[] = [
      theirs,
      { ...mine, body: theirs.body },
      { ...mine, wrappedKey: theirs.wrappedKey },
    ];
    for (const swapped of swaps) expect(() => cipher.open(swapped, context)).toThrow(SealBroken);
  });

  it('opens only with its own row, purpose, key and parts: every swap and every changed byte is refused', () => {
    const where = fc.record({
      purpose: fc.constantFrom('account-credentials', 'something-else'),
      boundTo: fc.integer({ min: 1, max: 4 }).map((id) => `account:${id}`),
    }) as fc.Arbitrary<SealContext>;
    const part = fc.constantFrom('wrappedKey', 'body');
    fc.assert(
      fc.property(
        where,
        where,
        part,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (at, to, of, index, turn) => {
          const [mine, theirs] = [cipher.seal(secret, at), cipher.seal(secret, to)];
          const isSame = nameOf(at) === nameOf(to);
          if (!isSame) expect(() => cipher.open(mine, to)).toThrow(SealBroken);
          expect(() => cipher.open({ ...mine, [of]: theirs[of] }, at)).toThrow(SealBroken);
          const bytes = Buffer.from(mine[of]);
          const place = index % bytes.length;
          bytes.writeUInt8(bytes.readUInt8(place) ^ turn, place);
          expect(() => cipher.open({ ...mine, [of]: bytes }, at)).toThrow(SealBroken);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('says in its error which row does not open, and nothing else', () => {
    const sealed = cipher.seal(secret, context);
    const changed = { ...sealed, body: withBitFlipped(sealed.body, 300) };
    expect(() => cipher.open(changed, context)).toThrow(
      'The sealed account-credentials of account:17 does not open',
    );
  });
});

describe('a rotated key', () => {
  const sealed = cipher.seal(secret, context);
  const both = new Cipher({ current: next, all: [next, old] });
  const onlyNext = new Cipher({ current: next, all: [next] });

  it('opens old seals while the old key is in the ring, and seals with the new one', () => {
    expect(both.open(sealed, context).equals(secret)).toBe(true);
    expect(both.seal(secret, context).keyId).toBe('next');
    expect(both.currentKeyId).toBe('next');
  });

  it('opens rewrapped seals without the old key', () => {
    const rewrapped = both.rewrap(sealed, context);
    expect(rewrapped.keyId).toBe('next');
    expect(onlyNext.open(rewrapped, context).equals(secret)).toBe(true);
  });

  it('does not open old seals once the old key is gone, and does not rewrap them', () => {
    expect(() => onlyNext.open(sealed, context)).toThrow(SealBroken);
    expect(() => onlyNext.rewrap(sealed, context)).toThrow(SealBroken);
  });

  it('is not taken for another key of the same name', () => {
    const impostor: NamedKey = { id: 'old', secret: randomBytes(32) };
    const wrong = new Cipher({ current: impostor, all: [impostor] });
    expect(() => wrong.open(sealed, context)).toThrow(SealBroken);
  });
});

function withBitFlipped(bytes: Buffer, bit: number): Buffer {
  const changed = Buffer.from(bytes);
  const index = bit >> 3;
  changed.writeUInt8(changed.readUInt8(index) ^ (1 << (bit & 7)), index);
  return changed;
}

function nameOf({ purpose, boundTo }: SealContext): string {
  return `${purpose} of ${boundTo}`;
}
