import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf, threadProblems } from './thread-parts.js';

const CHAINS = { name: 'x', thread: { maxParts: 25 } } as const;
const PLAIN = { name: 'telegram', thread: null } as const;

const written = (common: string, thread: string[], own = {}) => ({
  texts: { common, own },
  thread,
});

describe('a text with further parts', () => {
  it('is a post each where a platform knows threads, and one with empty lines elsewhere', () => {
    const parts = partsOf(written('एक', ['दो', 'तीन']), [CHAINS, PLAIN]);
    expect(parts.get('x')).toEqual(['एक', 'दो', 'तीन']);
    expect(parts.get('telegram')).toEqual(['एक\n\nदो\n\nतीन']);
  });

  it("begins with a platform's own text where it has one", () => {
    const parts = partsOf(written('एक', ['दो'], { x: 'अपना', telegram: 'और' }), [CHAINS, PLAIN]);
    expect(parts.get('x')).toEqual(['अपना', 'दो']);
    expect(parts.get('telegram')).toEqual(['और\n\nदो']);
  });

  it('leaves no gap in one text for a part that says nothing', () => {
    const parts = partsOf(written('', [' ', 'दो']), [CHAINS, PLAIN]);
    expect(parts.get('telegram')).toEqual(['दो']);
    expect(parts.get('x')).toEqual(['', ' ', 'दो']);
  });

  it('never loses a word, whatever is written', () => {
    const words = fc.array(fc.string(), { maxLength: 24 });
    fc.assert(
      fc.property(fc.string(), words, (common, thread) => {
        const parts = partsOf(written(common, thread), [CHAINS, PLAIN]);
        expect(parts.get('x')).toEqual([common, ...thread]);
        const one = parts.get('telegram')?.join('') ?? '';
        for (const text of [common, ...thread]) {
          if (text.trim() !== '') expect(one).toContain(text);
        }
      }),
    );
  });

  it('is refused where a platform does not chain so many', () => {
    const short = { name: 'x', thread: { maxParts: 2 } } as const;
    expect(threadProblems(['दो'], [short, PLAIN], 'en')).toEqual([]);
    expect(threadProblems(['दो', 'तीन'], [short, PLAIN], 'en')).toEqual([
      {
        code: 'thread_too_long',
        field: 'thread',
        params: { platform: 'X', maxParts: 2, parts: 3 },
      },
    ]);
  });
});
