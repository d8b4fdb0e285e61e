import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, contentIn, isWithin, type OrderContent } from './order-content.js';

const order: OrderContent = {
  kind: 'recall',
  subjectId: 7,
  postId: 7,
  subjectEn: 'Meeting',
  subjectHi: 'सभा',
  reason: 'The date is wrong',
  details: {},
  accountIds: [1, 2, 3],
};
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 20 });

describe('what a second person says yes to', () => {
  it('has the same bytes however its accounts and details came, and is read as it was written', () => {
    fc.assert(
      fc.property(ids, (accountIds) => {
        const one = bytesOf({ ...order, accountIds, details: { a: 1, b: null } });
        const backwards = accountIds.toReversed();
        const other = bytesOf({ ...order, accountIds: backwards, details: { b: null, a: 1 } });
        expect(other.equals(one)).toBe(true);
        expect(bytesOf(contentIn(one)).equals(one)).toBe(true);
      }),
    );
  });

  it('has other bytes when anything of it is different', () => {
    const changes: Partial<OrderContent>[] = [
      { kind: 'retry' },
      { subjectId: 8 },
      { postId: null },
      { subjectEn: 'Another' },
      { subjectHi: 'दूसरी' },
      { reason: 'Another reason' },
      { details: { cause: 'rejected' } },
      { accountIds: [1, 2] },
    ];
    const all = [{}, ...changes].map((change) => bytesOf({ ...order, ...change }).toString('hex'));
    expect(new Set(all).size).toBe(all.length);
  });

  it('covers fewer accounts later, and never one that it did not name', () => {
    fc.assert(
      fc.property(ids, ids, (accountIds, now) => {
        const isNamed = now.every((id) => accountIds.includes(id));
        expect(isWithin({ ...order, accountIds }, now)).toBe(isNamed);
      }),
    );
    expect(isWithin(order, undefined)).toBe(false);
  });
});
