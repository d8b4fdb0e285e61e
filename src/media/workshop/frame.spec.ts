import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameFor } from './frame.js';

const side = fc.integer({ min: 16, max: 20_000 });

describe('a frame', () => {
  it('holds the whole picture within the edge and the range, never larger than it was', () => {
    fc.assert(
      fc.property(
        fc.record({ widthPx: side, heightPx: side, step: fc.constantFrom(1 as const, 2 as const) }),
        ({ widthPx, heightPx, step }) => {
          const rules = { maxEdgePx: 1_280, aspect: { min: 0.8, max: 1.91 }, step };
          const { content, frame } = frameFor({ widthPx, heightPx }, rules);
          expect(content.widthPx).toBeLessThanOrEqual(Math.min(widthPx, frame.widthPx));
          expect(content.heightPx).toBeLessThanOrEqual(Math.min(heightPx, frame.heightPx));
          expect(Math.max(frame.widthPx, frame.heightPx)).toBeLessThanOrEqual(1_280);
          const ratio = frame.widthPx / frame.heightPx;
          expect(ratio).toBeGreaterThanOrEqual(0.8);
          expect(ratio).toBeLessThanOrEqual(1.91);
          const sides = [content.widthPx, content.heightPx, frame.widthPx, frame.heightPx];
          expect(sides.filter((px) => px % step !== 0)).toEqual([]);
        },
      ),
    );
  });

  it('changes nothing of what fits', () => {
    const size = { widthPx: 1_080, heightPx: 1_080 };
    const rules = { maxEdgePx: 1_080, aspect: { min: 0.8, max: 1.91 }, step: 1 } as const;
    expect(frameFor(size, rules)).toEqual({ content: size, frame: size });
  });
});
