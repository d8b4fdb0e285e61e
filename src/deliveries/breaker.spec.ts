import { describe, expect, it } from 'vitest';
import { admit, hear, signOf, UP, type Reach } from './breaker.js';

const SECOND_MS = 1_000;
const at = (nowMs: number) => ({ nowMs, downAfterMs: 30 * SECOND_MS });

/** Tries that found the platform unavailable, one each `everyMs`, the first at 0. */
function failures(count: number, everyMs: number): Reach {
  return Array.from({ length: count }).reduce<Reach>(
    (reach, _, index) => hear(reach, 'unavailable', at(index * everyMs)),
    UP,
  );
}

const isDown = ({ probeAtMs }: Reach) => probeAtMs !== null;

describe('a platform', () => {
  it('is down when ten tries in a row found it unavailable over half a minute', () => {
    expect(isDown(failures(10, 3.4 * SECOND_MS))).toBe(true);
    expect(isDown(failures(9, 3.4 * SECOND_MS))).toBe(false);
  });

  it('is not down because a thousand sends under way at once failed', () => {
    expect(isDown(failures(1_000, 5))).toBe(false);
  });

  it('to which little is sent is down after the tries of two minutes', () => {
    expect(isDown(failures(4, 45 * SECOND_MS))).toBe(true);
    expect(isDown(failures(3, 120 * SECOND_MS))).toBe(false);
  });

  it('that answers now and then is not down', () => {
    const answered = hear(failures(9, 10 * SECOND_MS), 'answers', at(91 * SECOND_MS));
    expect(isDown(hear(answered, 'unavailable', at(92 * SECOND_MS)))).toBe(false);
  });

  it('whose answers are lost is neither called down nor up', () => {
    const down = failures(10, 4 * SECOND_MS);
    expect(hear(down, 'nothing', at(60 * SECOND_MS))).toEqual(down);
    expect(hear(UP, 'nothing', at(60 * SECOND_MS))).toEqual(UP);
  });

  it('that is down gets one send each half minute, and all of them after its first answer', () => {
    const down = failures(10, 4 * SECOND_MS);
    const openedMs = 36 * SECOND_MS;
    expect(admit(down, at(openedMs + 29 * SECOND_MS)).mayGo).toBe(false);
    const first = admit(down, at(openedMs + 30 * SECOND_MS));
    expect(first.mayGo).toBe(true);
    expect(admit(first.reach, at(openedMs + 31 * SECOND_MS)).mayGo).toBe(false);
    const failed = hear(first.reach, 'unavailable', at(openedMs + 32 * SECOND_MS));
    expect(admit(failed, at(openedMs + 59 * SECOND_MS)).mayGo).toBe(false);
    const second = admit(failed, at(openedMs + 60 * SECOND_MS));
    expect(second.mayGo).toBe(true);
    const back = hear(second.reach, 'answers', at(openedMs + 61 * SECOND_MS));
    expect(admit(back, at(openedMs + 61 * SECOND_MS)).mayGo).toBe(true);
  });
});

describe('a send that should find out whether the platform is back', () => {
  it('leaves that to the next when it was refused before the platform was asked', () => {
    const { reach } = admit(failures(10, 4 * SECOND_MS), at(66 * SECOND_MS));
    const unasked = hear(reach, 'unasked', at(67 * SECOND_MS));
    expect(admit(unasked, at(67 * SECOND_MS)).mayGo).toBe(true);
  });
});

describe('what a try tells of its platform', () => {
  const published = { kind: 'published', remoteId: '1', permalink: null } as const;
  const throttled = {
    kind: 'throttled',
    scope: 'account',
    retryAfterMs: null,
    detail: '',
  } as const;
  const refused = { kind: 'refused', cause: 'credentials', detail: '' } as const;
  const lost = { kind: 'uncertain', cause: 'no_answer', detail: '' } as const;
  const working = { kind: 'waiting', resumeAfterMs: 1_000, detail: '' } as const;
  const away = { kind: 'unavailable', detail: '' } as const;

  it.each([
    ['a post that went out', published, true, 'answers'],
    ['"too many"', throttled, true, 'answers'],
    ['a refusal of the platform', refused, true, 'answers'],
    ['credentials that do not even open', refused, false, 'unasked'],
    ['an answer that is lost', lost, true, 'nothing'],
    [
      'a file that is worked on, by the platform or by a send of our own',
      working,
      false,
      'unasked',
    ],
    ['a connection that is refused', away, true, 'unavailable'],
    ['a draft that is not taken', away, false, 'unavailable'],
  ] as const)('is read from %s', (_, outcome, wasCommitted, sign) => {
    expect(signOf({ outcome, wasCommitted })).toBe(sign);
  });
});
