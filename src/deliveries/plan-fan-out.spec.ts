import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLATFORM_NAMES } from '../contract/platforms.js';
import { planFanOut } from './plan-fan-out.js';

describe('planning who carries which text', () => {
  it('stores one text for a thousand districts that share it', () => {
    const addressed = Array.from({ length: 1_000 }, (_, index) => ({
      accountId: index + 1,
      platform: 'telegram' as const,
      part: 0,
      text: 'नमस्ते',
    }));
    const plan = planFanOut(addressed);
    expect(plan.texts).toEqual([{ platform: 'telegram', body: 'नमस्ते' }]);
    expect(plan.deliveries).toHaveLength(1_000);
  });

  it('keeps equal texts of two platforms apart', () => {
    const plan = planFanOut([
      { accountId: 1, platform: 'x', part: 0, text: 'same' },
      { accountId: 2, platform: 'telegram', part: 0, text: 'same' },
    ]);
    expect(plan.texts).toHaveLength(2);
  });

  it('gives every account each part once, with exactly the text that was filled for it, and first parts first', () => {
    const targets = fc.array(
      fc.record({
        accountId: fc.integer({ min: 1, max: 50 }),
        platform: fc.constantFrom(...PLATFORM_NAMES),
        part: fc.nat({ max: 2 }),
        text: fc.constantFrom('क', 'ख', 'ग'),
      }),
    );
    fc.assert(
      fc.property(targets, (addressed) => {
        const plan = planFanOut(addressed);
        const first = new Map<string, string>();
        for (const { accountId, platform, part, text } of addressed) {
          const key = `${accountId} ${part}`;
          if (!first.has(key)) first.set(key, `${platform} ${text}`);
        }
        const planned = plan.deliveries.map(({ accountId, part, textIndex }) => {
          const text = plan.texts[textIndex];
          return [
            `${accountId} ${part}`,
            `${String(text?.platform)} ${String(text?.body)}`,
          ] as const;
        });
        expect(new Map(planned)).toEqual(first);
        expect(planned).toHaveLength(first.size);
        const parts = plan.deliveries.map(({ part }) => part);
        expect(parts).toEqual(parts.toSorted());
      }),
    );
  });
});
