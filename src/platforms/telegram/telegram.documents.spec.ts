import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aPicture, anAnimation, aVideo } from '../../../test/platforms/media-files.js';
import { stillClock } from '../../../test/platforms/publishing.js';
import { openStage, type Stage } from '../../../test/platforms/sandbox-stage.js';
import { AT_LUCKNOW, LUCKNOW, telegramAt } from '../../../test/platforms/telegram-at.js';
import { mediaRulesWith } from '../../contract/review-content.js';
import { watchSend } from '../../kernel/egress/index.js';
import type { MediaFile, Outcome } from '../platform.js';
import { telegramCapabilities } from './telegram.capabilities.js';
import type { TelegramPlatform } from './telegram.platform.js';

const TEXT = 'बैनर, छापने के लिए';
const AS_FILE = { asFile: true };
const { signal } = new AbortController();

let stage: Stage;
let platform: TelegramPlatform;

beforeAll(async () => {
  stage = await openStage(stillClock);
  platform = telegramAt(stage.url);
});
beforeEach(() => stage.startOver([LUCKNOW]));
afterAll(() => stage.stop());

function publish(media: readonly MediaFile[], text = TEXT): Promise<Outcome> {
  return platform.publish({
    ...AT_LUCKNOW,
    text,
    media,
    options: AS_FILE,
    replyTo: null,
    progress: undefined,
    signal,
    remember: () => Promise.resolve(),
    commit: (send) => watchSend(send, signal),
  });
}

const review = (media: readonly MediaFile[], text = TEXT) =>
  platform.review({ text, media, options: AS_FILE });

describe('pictures and videos that go on Telegram as files', () => {
  it.each([
    ['a picture', aPicture()],
    ['a video', aVideo()],
    ['a moving picture', anAnimation()],
  ])('arrive as they are, with the text beside them: %s', async (_what, file) => {
    const { sha256, bytes, mime } = file;
    expect(review([file])).toEqual([]);
    expect(await publish([file])).toMatchObject({ kind: 'published', remoteId: '1' });
    expect(await stage.posts()).toMatchObject([
      { postId: '1', text: TEXT, attachments: [{ kind: 'document', sha256, bytes, mime }] },
    ]);
  });

  it('go together, whatever they are, up to ten', async () => {
    const media = [aPicture(), anAnimation(), aVideo()];
    expect(review(media)).toEqual([]);
    expect(await publish(media)).toMatchObject({ kind: 'published', remoteId: '1,2,3' });
    const [post] = await stage.posts();
    expect(post?.attachments).toMatchObject(
      media.map(({ sha256 }) => ({ kind: 'document', sha256 })),
    );
    const pictures = Array.from({ length: 11 }, (_each, index) => aPicture(index));
    expect(review(pictures.slice(1))).toEqual([]);
    expect(review(pictures)).toMatchObject([{ kind: 'media_set' }]);
  });

  it('take no longer text than pictures do', async () => {
    const tooLong = 'क'.repeat(1025);
    expect(review([aPicture()], tooLong)).toEqual([
      { kind: 'too_long', units: 1025, maxUnits: 1024 },
    ]);
    expect(await publish([aPicture()], tooLong)).toMatchObject({ kind: 'refused' });
  });

  it('are deleted whole', async () => {
    const outcome = await publish([aPicture(1), aPicture(2)]);
    const postId = outcome.kind === 'published' ? outcome.remoteId : '';
    const retraction = { ...AT_LUCKNOW, postId, publishedAt: stillClock.now(), signal };
    expect(await platform.retract(retraction)).toEqual({ kind: 'retracted' });
    expect(await stage.posts()).toEqual([]);
  });

  it.each([
    ['50 MB', false, 50_000_000],
    ['2,000 MB through a server of one’s own', true, 2_000_000_000],
  ])('may have %s', (_what, isLocalServer, maxBytes) => {
    const { image, animation, video } = mediaRulesWith(
      telegramCapabilities(isLocalServer),
      AS_FILE,
    );
    for (const rules of [image, animation, video]) {
      expect(rules).toMatchObject({ maxBytes, aspect: null, isAsKept: true });
    }
  });
});
