import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Budget } from '../../src/platforms/platform.js';
import { budgetsOf as facebook } from '../../src/platforms/facebook/facebook.budgets.js';
import { budgetsOf as signal } from '../../src/platforms/signal/signal.budgets.js';
import { budgetsOf as instagram } from '../../src/platforms/instagram/instagram.budgets.js';
import { budgetsOf as telegram } from '../../src/platforms/telegram/telegram.budgets.js';
import { budgetsOf as x } from '../../src/platforms/x/x.budgets.js';
import { mostWithin, pacedSends } from './paced-sends.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

const onX = { remoteId: '4711', credentials: { kind: 'oauth2', bearerToken: 'b' } as const };
const CHAT = 'telegram/chat/-1004711';
const onInstagram = { remoteId: '7' };
const onTelegram = { remoteId: '-1004711', credentials: { botToken: '700:b' } };

/**
 * What the platforms publish, written down a second time so that a slip in one place shows: docs.x.com rate limits
 * (read 2026-08-22), core.telegram.org/bots/faq (read 2026-11-24), Meta's rate limiting (read 2026-08-13): 4,800 calls of
 * a Page with one engaged user, and a publication is two.
 */
const PUBLISHED = [
  { budgets: x(onX, 'publish'), key: 'x/user/4711', limit: 100, windowMs: 15 * MINUTE_MS },
  { budgets: x(onX, 'publish'), key: 'x/app/bearer', limit: 10_000, windowMs: DAY_MS },
  { budgets: x(onX, 'retract'), key: 'x/user/4711/delete', limit: 50, windowMs: 15 * MINUTE_MS },
  { budgets: telegram(onTelegram, 'publish'), key: CHAT, limit: 1, windowMs: SECOND_MS },
  {
    budgets: telegram(onTelegram, 'publish'),
    key: `${CHAT}/minute`,
    limit: 20,
    windowMs: MINUTE_MS,
  },
  {
    budgets: telegram(onTelegram, 'publish'),
    key: 'telegram/bot/700',
    limit: 30,
    windowMs: SECOND_MS,
  },
  {
    budgets: telegram(onTelegram, 'retract'),
    key: 'telegram/bot/700',
    limit: 30,
    windowMs: SECOND_MS,
  },
  { budgets: facebook({ remoteId: '6' }), key: 'facebook/page/6', limit: 2_400, windowMs: DAY_MS },
  // documentation/video-api/guides/reels-publishing (updated 2026-07-30).
  {
    budgets: facebook({ remoteId: '6' }, 'publish', { media: [], options: { form: 'reel' } }),
    key: 'facebook/page/6/reels',
    limit: 30,
    windowMs: DAY_MS,
  },
  // documentation/instagram-platform, reference of media_publish (read 2026-11-24); its guide says 100.
  {
    budgets: instagram(onInstagram, 'publish'),
    key: 'instagram/user/7',
    limit: 50,
    windowMs: DAY_MS,
  },
];

describe.each(PUBLISHED)('$key', ({ budgets, key, limit, windowMs }) => {
  const only = budgets.filter((budget) => budget.key === key);

  it(`never lets more than ${limit} through in any ${windowMs} ms, whoever asks when`, () => {
    const pauses = fc.array(fc.record({ asks: fc.nat(limit), thenMs: fc.nat(2 * windowMs) }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(pauses, (rounds) => {
        const sentAtMs = pacedSends(wishesOf(only, rounds));
        expect(mostWithin(sentAtMs, windowMs)).toBeLessThanOrEqual(limit);
      }),
      { numRuns: limit > 1_000 ? 10 : 100 },
    );
  });

  it('wastes no more than a fifth of it', () => {
    const sentAtMs = pacedSends(wishesOf(only, [{ asks: 3 * limit + 1, thenMs: 0 }]));
    expect(mostWithin(sentAtMs, windowMs)).toBeGreaterThan(0.8 * limit);
  });
});

it('leaves no budget without a published limit but those that are chosen for Meta and Signal', () => {
  const all = [
    ...x(onX, 'publish'),
    ...x(onX, 'retract'),
    ...telegram(onTelegram, 'publish'),
    ...telegram(onTelegram, 'retract'),
    ...facebook({ remoteId: '6' }),
    ...instagram(onInstagram, 'publish'),
    ...signal({ remoteId: 'group.a', credentials: { number: '+91', apiToken: null } }, 'publish'),
  ];
  const published = new Set(PUBLISHED.map(({ key }) => key));
  const others = all.filter(({ key }) => !published.has(key)).map(({ key }) => key);
  const hash = /\/[0-9a-f]{12}$/;
  expect(others.map((key) => key.replace(hash, ''))).toEqual([
    'facebook/app',
    'instagram/app',
    'signal/group',
    'signal/number',
  ]);
});

/** Rounds of `asks` that all come at once, each round `thenMs` after the one before. */
function wishesOf(budgets: readonly Budget[], rounds: { asks: number; thenMs: number }[]) {
  let fromMs = 0;
  return rounds.flatMap(({ asks, thenMs }) => {
    const round = Array.from({ length: asks }, () => ({ budgets, fromMs }));
    fromMs += thenMs;
    return round;
  });
}
