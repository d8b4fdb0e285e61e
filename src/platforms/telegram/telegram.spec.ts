import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describePlatform } from '../../../test/platforms/conformance.js';
import { aPicture, anAnimation, aVideo } from '../../../test/platforms/media-files.js';
import { stillClock } from '../../../test/platforms/publishing.js';
import { openStage } from '../../../test/platforms/sandbox-stage.js';
import { AT_LUCKNOW, BOT_TOKEN, LUCKNOW, telegramAt } from '../../../test/platforms/telegram-at.js';
import type { Identified, Outcome } from '../platform.js';
import { budgetsOf } from './telegram.budgets.js';
import type { TelegramFailure } from './telegram.client.js';
import { TELEGRAM_CREDENTIALS } from './telegram.credentials.js';
import { outcomeOfSend } from './telegram.outcome.js';
import { outcomeOfDelete } from './telegram.retraction.js';

/** One of each kind that Telegram takes, and the longest album. */
const FILES = {
  pictures: Array.from({ length: 10 }, (_each, index) => aPicture(index + 1)),
  animation: anAnimation(),
  video: aVideo(),
};

describePlatform({
  ...FILES,
  at: (url) => telegramAt(url),
  account: LUCKNOW,
  ...AT_LUCKNOW,
  revokedCredentials: { botToken: '700700:revoked' },
  secrets: [BOT_TOKEN, 'canary-of-the-bot'],
  identified: {
    kind: 'identified',
    remoteId: '-1004711',
    handle: 'lucknow_channel',
    isVerified: null,
    audience: 5120,
  },
  longest: 'क'.repeat(4096),
  tooLong: 'क'.repeat(4097),
  publicStep: 'create',
  prepared: undefined,
});

function answeredWith(code: number, description: string, more?: Partial<TelegramFailure>): Outcome {
  const failure = {
    kind: 'error',
    code,
    description,
    retryAfterSeconds: null,
    movedToChatId: null,
  };
  return outcomeOfSend({ kind: 'answered', value: { ...failure, ...more } as TelegramFailure });
}

describe('what an answer of Telegram means', () => {
  it.each([
    [400, 'Bad Request: message is too long', { kind: 'refused', cause: 'content' }],
    [400, 'Bad Request: message text is empty', { kind: 'refused', cause: 'content' }],
    [400, 'Bad Request: chat not found', { kind: 'refused', cause: 'permission' }],
    [
      400,
      'Bad Request: need administrator rights in the channel chat',
      { kind: 'refused', cause: 'permission' },
    ],
    [
      400,
      'Bad Request: not enough rights to send text messages to the chat',
      { kind: 'refused', cause: 'permission' },
    ],
    [401, 'Unauthorized', { kind: 'refused', cause: 'credentials' }],
    [404, 'Not Found', { kind: 'refused', cause: 'credentials' }],
    [
      403,
      'Forbidden: bot was kicked from the channel chat',
      { kind: 'refused', cause: 'permission' },
    ],
    [500, 'Internal Server Error', { kind: 'uncertain', cause: 'unclear_answer' }],
    [502, 'Bad Gateway', { kind: 'uncertain', cause: 'unclear_answer' }],
    [409, 'Conflict', { kind: 'uncertain', cause: 'unclear_answer' }],
    [0, '', { kind: 'uncertain', cause: 'unclear_answer' }],
  ])('%i %s', (code, description, meaning) => {
    expect(answeredWith(code, description)).toMatchObject(meaning);
  });

  it('is a wait when too much was sent, without telling whether by the bot or in the chat', () => {
    const outcome = answeredWith(429, 'Too Many Requests: retry after 17', {
      retryAfterSeconds: 17,
    });
    expect(outcome).toMatchObject({
      kind: 'throttled',
      scope: 'unclear',
      retryAfterMs: 17_000,
    });
  });

  it('tells where a group went that became a supergroup', () => {
    const outcome = answeredWith(400, 'Bad Request: group chat was upgraded', {
      movedToChatId: '-1009988',
    });
    expect(outcome).toMatchObject({ kind: 'moved', remoteId: '-1009988' });
  });

  it('proves that nothing went out only where the Bot API says so', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 599 }), fc.string(), (code, description) => {
        const { kind } = answeredWith(code, description);
        expect(kind === 'uncertain' || [400, 401, 403, 404, 413, 429].includes(code)).toBe(true);
      }),
    );
  });
});

describe('a delete on Telegram', () => {
  const deletedWith = (code: number, description: string): string =>
    outcomeOfDelete({
      kind: 'answered',
      value: { kind: 'error', code, description, retryAfterSeconds: null, movedToChatId: null },
    }).kind;

  it.each([
    [400, 'Bad Request: message to delete not found', 'retracted'],
    [400, "Bad Request: message can't be deleted", 'refused'],
    [400, 'Bad Request: chat not found', 'refused'],
    [403, 'Forbidden: bot was kicked from the channel chat', 'refused'],
    [401, 'Unauthorized', 'refused'],
    [429, 'Too Many Requests: retry after 17', 'unavailable'],
    [500, 'Internal Server Error: message to delete not found', 'unavailable'],
    [0, '', 'unavailable'],
  ])('%i %s: %s', (code, description, kind) => {
    expect(deletedWith(code, description)).toBe(kind);
  });

  it('is not proved by a success that does not say true', () => {
    for (const result of [false, null, {}, 1]) {
      const outcome = outcomeOfDelete({ kind: 'answered', value: { kind: 'done', result } });
      expect(outcome.kind).toBe('unavailable');
    }
  });
});

describe('budgets of Telegram', () => {
  const keysOf = (remoteId: string, botToken: string, operation: 'publish' | 'retract') =>
    budgetsOf({ remoteId, credentials: { botToken } }, operation).map(({ key }) => key);

  it('are the chat and its bot, by its public id', () => {
    expect(keysOf('-1001', BOT_TOKEN, 'publish')).toEqual([
      'telegram/chat/-1001',
      'telegram/chat/-1001/minute',
      'telegram/bot/700700',
    ]);
  });

  it('stay the same when the bot gets a new token', () => {
    expect(keysOf('-1001', '700700:another', 'publish')).toEqual(
      keysOf('-1001', BOT_TOKEN, 'publish'),
    );
  });

  it('count a delete on the bot alone', () => {
    expect(keysOf('-1001', BOT_TOKEN, 'retract')).toEqual(['telegram/bot/700700']);
  });
});

describe('a Telegram channel', () => {
  const identify = async (chat: object): Promise<Identified> => {
    const stage = await openStage(stillClock);
    const account = { platform: 'telegram', chatId: '-1001', username: 'x', title: 'Lucknow' };
    await stage.startOver([{ ...account, botToken: BOT_TOKEN, ...chat }]);
    const identified = await telegramAt(stage.url).identify({
      remoteId: '-1001',
      handle: 'x',
      credentials: { botToken: BOT_TOKEN },
      signal: new AbortController().signal,
    });
    await stage.stop();
    return identified;
  };

  it('asks for an administrator where the bot may only read', async () => {
    expect(await identify({ botIsAdmin: false })).toMatchObject({
      kind: 'refused',
      cause: 'permission',
      detail: expect.stringContaining('administrator') as string,
    });
  });

  it('lets a plain member write where it is a group', async () => {
    const group = { type: 'supergroup', botStatus: 'member' };
    expect(await identify(group)).toMatchObject({ kind: 'identified' });
  });

  it('has no page to look at when it has no public name', () => {
    const platform = telegramAt('http://127.0.0.1');
    expect(platform.lookUrl({ handle: 'ज़िला लखनऊ' })).toBeNull();
    expect(platform.lookUrl({ handle: '@lucknow' })).toBe('https://t.me/s/lucknow');
  });

  it('gets no permalink for a message when it has no public name', () => {
    const result = { message_id: 17, chat: { id: -1001, title: 'Lucknow' } };
    const outcome = outcomeOfSend({ kind: 'answered', value: { kind: 'done', result } });
    expect(outcome).toEqual({ kind: 'published', remoteId: '17', permalink: null });
  });

  const identified = (warnings: object) => ({ kind: 'identified', ...warnings });

  it.each([
    ['a channel', { type: 'channel', botMayPin: false }],
    ['a group', { type: 'supergroup', botMayPin: false }],
    ['a group as a plain member', { type: 'supergroup', botStatus: 'member' }],
  ])('tells that the bot may not pin in %s', async (_what, chat) => {
    const warnings = [{ kind: 'ability_missing', ability: 'pin' }];
    expect(await identify(chat)).toMatchObject(identified({ warnings }));
  });

  it('tells that the members of a group, of whom the bot is one, may send no pictures', async () => {
    const group = { type: 'supergroup', membersMaySendMedia: false };
    const member = await identify({ ...group, botStatus: 'member' });
    const media = { kind: 'right_missing', right: 'media' };
    expect(member).toMatchObject(
      identified({ warnings: [media, { kind: 'ability_missing', ability: 'pin' }] }),
    );
    expect(await identify(group)).not.toHaveProperty('warnings');
  });

  it('asks for the right to post where the bot is an administrator without it', async () => {
    expect(await identify({ botMayPost: false })).toMatchObject({
      kind: 'refused',
      cause: 'permission',
      detail: expect.stringContaining('may post messages') as string,
    });
  });

  it('tells where it went when it became a supergroup', async () => {
    const moved = await identify({ type: 'group', movedToChatId: -1009988 });
    expect(moved).toMatchObject({ kind: 'moved', remoteId: '-1009988' });
  });
});

describe('credentials of Telegram', () => {
  it('are one bot token', () => {
    expect(TELEGRAM_CREDENTIALS.parse({ botToken: ` ${BOT_TOKEN}` })).toEqual({
      kind: 'complete',
      credentials: { botToken: BOT_TOKEN },
    });
  });

  it.each(['', 'no-number:abc', '12:abc/../getMe', '12'])('are not %j', (botToken) => {
    const parsed = TELEGRAM_CREDENTIALS.parse({ botToken });
    expect(parsed).toEqual({ kind: 'incomplete', missing: ['botToken'] });
  });
});
