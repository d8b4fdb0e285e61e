import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aPicture, aVideo } from '../../../test/platforms/media-files.js';
import { HeldClock } from '../../../test/platforms/publishing.js';
import { openStage, type Stage } from '../../../test/platforms/sandbox-stage.js';
import { AT_LUCKNOW, LUCKNOW, telegramAt } from '../../../test/platforms/telegram-at.js';
import type { OptionValues } from '../../contract/post-options.js';
import { watchSend } from '../../kernel/egress/index.js';
import type { MediaFile } from '../platform.js';
import type { TelegramPlatform } from './telegram.platform.js';

const WITHDRAWN = 'यह संदेश वापस ले लिया गया है। / This message has been withdrawn.';
const TWO_DAYS_MS = 48 * 3_600_000;

const clock = new HeldClock();
const { signal } = new AbortController();
let stage: Stage;
let platform: TelegramPlatform;

beforeAll(async () => {
  stage = await openStage(clock);
  platform = telegramAt(stage.url);
});
beforeEach(async () => {
  clock.startOver();
  await stage.startOver([LUCKNOW]);
});
afterAll(() => stage.stop());

async function published(media: readonly MediaFile[], options = {}): Promise<string> {
  const outcome = await platform.publish({
    ...AT_LUCKNOW,
    text: 'ग़लत ख़बर',
    media,
    options,
    replyTo: null,
    progress: undefined,
    signal,
    remember: () => Promise.resolve(),
    commit: (send) => watchSend(send, signal),
  });
  return outcome.kind === 'published' ? outcome.remoteId : '';
}

const retract = (postId: string) =>
  platform.retract({ ...AT_LUCKNOW, postId, publishedAt: clock.now(), signal });

describe('a post on Telegram that is too old to be deleted', () => {
  it('says that it was withdrawn', async () => {
    const postId = await published([]);
    clock.pass(TWO_DAYS_MS + 1);
    expect(await retract(postId)).toMatchObject({ kind: 'withdrawn' });
    expect(await stage.posts()).toMatchObject([{ postId, text: WITHDRAWN }]);
  });

  it.each([
    ['a picture', [aPicture()]],
    ['a video', [aVideo()]],
    ['an album', [aPicture(1), aVideo(), aPicture(2)]],
  ])('shows nothing of %s any more', async (_what, media) => {
    const postId = await published(media);
    clock.pass(TWO_DAYS_MS + 1);
    expect(await retract(postId)).toMatchObject({ kind: 'withdrawn' });
    const [post] = await stage.posts();
    expect(post?.text).toBe(WITHDRAWN);
    expect(post?.attachments).toHaveLength(media.length);
    for (const { sha256 } of media) expect(JSON.stringify(post)).not.toContain(sha256);
  });

  it.each([
    ['a file', [aPicture()]],
    ['several files', [aPicture(1), aVideo()]],
  ])('shows nothing any more of what went as %s', async (_what, media) => {
    const postId = await published(media, { asFile: true });
    clock.pass(TWO_DAYS_MS + 1);
    expect(await retract(postId)).toMatchObject({ kind: 'withdrawn' });
    const [post] = await stage.posts();
    expect(post?.text).toBe(WITHDRAWN);
    expect(post?.attachments).toHaveLength(media.length);
    for (const { sha256 } of media) expect(JSON.stringify(post)).not.toContain(sha256);
  });

  it.each(['server_error_after', 'accept_then_reset', 'server_error_before'])(
    'may be asked again: %s',
    async (fault) => {
      const postId = await published([aPicture(1), aPicture(2)]);
      clock.pass(TWO_DAYS_MS + 1);
      await stage.meet({ fault, operation: 'edit', times: 1 });
      expect(await retract(postId)).toMatchObject({ kind: 'unavailable' });
      expect(await retract(postId)).toMatchObject({ kind: 'withdrawn' });
      expect(await retract(postId)).toMatchObject({ kind: 'withdrawn' });
    },
  );

  it('is left to a person when it is a poll', async () => {
    const poll = { question: '', answers: ['a', 'b'], openForMinutes: 60 };
    const postId = await published([], { poll });
    clock.pass(TWO_DAYS_MS + 1);
    expect(await retract(postId)).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining('by hand') as string,
    });
  });

  it('is deleted as long as it can be', async () => {
    const postId = await published([]);
    clock.pass(TWO_DAYS_MS);
    expect(await retract(postId)).toEqual({ kind: 'retracted' });
    expect(await stage.posts()).toEqual([]);
  });
});

interface Words {
  text: string;
  hasMedia: boolean;
  options: OptionValues;
}

describe('another text for a post on Telegram', () => {
  const edit = (
    postId: string,
    { text = 'सही ख़बर', hasMedia = false, options = {} }: Partial<Words> = {},
  ) => {
    const order = { postId, text, hasMedia, options, publishedAt: clock.now(), signal };
    return platform.edit({ ...AT_LUCKNOW, ...order });
  };

  it.each([
    ['a text', []],
    ['the caption of a picture', [aPicture()]],
    ['the caption of an album', [aPicture(1), aPicture(2)]],
  ])('replaces %s, also after a week', async (_what, media) => {
    const postId = await published(media);
    clock.pass(7 * 24 * 3_600_000);
    const hasMedia = media.length > 0;
    expect(await edit(postId, { hasMedia })).toEqual({ kind: 'edited' });
    expect(await stage.posts()).toMatchObject([{ postId, text: 'सही ख़बर' }]);
    expect((await stage.posts())[0]?.attachments).toHaveLength(media.length);
  });

  it('replaces what stands beside a file', async () => {
    const postId = await published([aPicture()], { asFile: true });
    expect(await edit(postId, { hasMedia: true, options: { asFile: true } })).toEqual({
      kind: 'edited',
    });
    expect(await stage.posts()).toMatchObject([
      { text: 'सही ख़बर', attachments: [{ kind: 'document' }] },
    ]);
  });

  it('is there once however often it is asked for', async () => {
    const postId = await published([]);
    await stage.meet({ fault: 'accept_then_reset', operation: 'edit', times: 1 });
    expect(await edit(postId)).toMatchObject({ kind: 'unavailable' });
    expect(await edit(postId)).toEqual({ kind: 'edited' });
    expect((await stage.ledger()).filter(({ event }) => event === 'edited')).toHaveLength(1);
  });

  it('waits as long as Telegram says', async () => {
    const postId = await published([]);
    await stage.meet({ fault: 'rate_limited', operation: 'edit', retryAfterMs: 120_000 });
    expect(await edit(postId)).toMatchObject({ kind: 'unavailable', retryAfterMs: 120_000 });
  });

  it.each([
    ['is too long', { text: 'क'.repeat(4097), hasMedia: false }],
    ['is too long for a caption', { text: 'क'.repeat(1025), hasMedia: true }],
  ])('is refused when it %s', async (_how, asked) => {
    const postId = await published(asked.hasMedia ? [aPicture()] : []);
    expect(await edit(postId, asked)).toMatchObject({ kind: 'refused' });
  });

  it('is refused for a poll, whose answers stand for its words', async () => {
    const options = { poll: { question: '', answers: ['हाँ', 'नहीं'], openForMinutes: 60 } };
    const postId = await published([], options);
    expect(await edit(postId, { options })).toEqual({
      kind: 'refused',
      detail: 'A poll can’t be changed. Take the post back and publish it anew',
    });
    expect((await stage.ledger()).filter(({ event }) => event === 'edited')).toEqual([]);
  });

  it('is refused when the post is gone', async () => {
    expect(await edit('77')).toMatchObject({ kind: 'refused' });
  });
});
