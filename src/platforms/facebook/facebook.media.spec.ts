import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aPicture, aVideo } from '../../../test/platforms/media-files.js';
import {
  HeldClock,
  Publishing,
  targetOf,
  TEXT,
  type PlatformUnderTest,
} from '../../../test/platforms/publishing.js';
import { openStage, type Stage } from '../../../test/platforms/sandbox-stage.js';
import type { Clock } from '../../kernel/clock.js';
import type { MediaFile, Outcome, Platform } from '../platform.js';
import type { FacebookCredentials } from './facebook.credentials.js';
import { FacebookPlatform } from './facebook.platform.js';
import type { FacebookProgress } from './facebook.progress.js';

const TOKEN = 'EAAB-canary-of-the-page';
const PAGE = { platform: 'facebook', pageId: '600001', name: 'Lucknow', pageAccessToken: TOKEN };
const SUBJECT: PlatformUnderTest = {
  at,
  account: { ...PAGE, platform: 'facebook' },
  remoteId: '600001',
  handle: 'lucknow.page',
  credentials: { pageAccessToken: TOKEN },
  revokedCredentials: {},
  secrets: [TOKEN],
  identified: {
    kind: 'identified',
    remoteId: '600001',
    handle: '600001',
    isVerified: false,
    audience: 0,
  },
  longest: '',
  tooLong: '',
  publicStep: 'publish',
  prepared: undefined,
};
/** Three chunks of what the sandbox asks for at once. */
const LONG = aVideo({ leastBytes: 2_500_000 });
const UPRIGHT: MediaFile = { ...LONG, widthPx: 1_080, heightPx: 1_920, durationMs: 5_000 };

function at(url: string, clock: Clock): FacebookPlatform {
  const place = `${url}/graph/v25.0`;
  return FacebookPlatform.at(
    { versionedUrl: place, versionedVideoUrl: place, appSecret: null },
    clock,
  );
}

const clock = new HeldClock();
let stage: Stage;
let platform: Platform<FacebookCredentials, FacebookProgress>;
beforeAll(async () => {
  stage = await openStage(clock);
  platform = at(stage.url, clock);
});
beforeEach(async () => {
  clock.startOver();
  await stage.startOver([PAGE]);
});
afterAll(() => stage.stop());

const carrying = (media: readonly MediaFile[], options = {}) =>
  new Publishing(SUBJECT, { media, options });
const sent = ({ sha256, bytes, mime, altText }: MediaFile) => ({ sha256, bytes, mime, altText });
const locate = (progress: unknown) =>
  platform.locate?.({
    ...targetOf(SUBJECT),
    credentials: { pageAccessToken: TOKEN },
    text: TEXT,
    progress: progress as FacebookProgress,
    isReply: false,
    sentAt: clock.now(),
  });

describe('a post with photos on a Facebook Page', () => {
  const photos = [1, 2, 3].map(aPicture);

  it('shows them in order, each with its words for people who do not see it', async () => {
    const outcome = await carrying(photos).by(platform);
    const [post] = await stage.posts();
    expect(post).toMatchObject({
      text: TEXT,
      attachments: photos.map((photo) => ({ kind: 'photo', ...sent(photo) })),
    });
    expect(outcome).toMatchObject({ kind: 'published', remoteId: post?.postId });
  });

  it('goes without a text', async () => {
    const publishing = new Publishing(SUBJECT, { media: [aPicture()], text: '' });
    expect(await publishing.by(platform)).toMatchObject({ kind: 'published' });
  });

  it('is not there before the one public request', async () => {
    const publishing = carrying(photos);
    let visible: unknown;
    publishing.writeIntent = async () => {
      visible = await stage.posts();
    };
    await publishing.by(platform);
    expect(visible).toEqual([]);
    expect(publishing.commits).toBe(1);
  });

  it('goes on with the photos that arrived when the rest did not', async () => {
    const publishing = carrying(photos);
    await stage.meet({ fault: 'reset_before', operation: 'create', times: 1 });
    expect(await publishing.once(platform)).toMatchObject({ kind: 'unavailable' });
    expect(publishing.remembered).toEqual([]);
    expect(await publishing.once(platform)).toMatchObject({ kind: 'published' });
    // Three photos, then the draft that carries them.
    expect(publishing.remembered).toHaveLength(4);
  });

  it('sends photos again that Meta may have thrown away meanwhile', async () => {
    const since = clock.now().toISOString();
    clock.pass(21 * 3_600_000);
    const progress: FacebookProgress = { photoIds: ['1'], since };
    const publishing = new Publishing(SUBJECT, { media: [aPicture()], progress });
    expect(await publishing.by(platform)).toMatchObject({ kind: 'published' });
    expect(await stage.posts()).toHaveLength(1);
  });

  it('goes out with its photos sent again when Facebook knows those of an earlier try no more', async () => {
    const progress: FacebookProgress = { photoIds: ['99'], since: clock.now().toISOString() };
    const first = new Publishing(SUBJECT, { media: [aPicture()], progress });
    expect(await first.by(platform)).toMatchObject({ kind: 'unavailable' });
    const again = { media: [aPicture()], progress: first.remembered.at(-1) };
    expect(await new Publishing(SUBJECT, again).by(platform)).toMatchObject({ kind: 'published' });
    expect(await stage.posts()).toHaveLength(1);
  });

  it('is refused with what Facebook says when a photo is none', async () => {
    const text: MediaFile = { ...aVideo(), kind: 'image', mime: 'image/jpeg' };
    expect(await carrying([text]).by(platform)).toMatchObject({
      kind: 'refused',
      cause: 'content',
    });
    expect(await stage.posts()).toEqual([]);
  });
});

describe('a link in a text on a Facebook Page', () => {
  const attached = async (text: string, options = {}, media: MediaFile[] = []) => {
    await new Publishing(SUBJECT, { text, options, media }).by(platform);
    return (await stage.posts())[0]?.attachments.map((one) => one['url'] ?? one['kind']);
  };

  it.each([
    [
      'is shown as a card, without the stop behind it',
      'See https://example.org/a.',
      {},
      ['https://example.org/a'],
    ],
    [
      'is left in the text when nobody wants a card',
      'See https://example.org/a',
      { link: 'none' },
      [],
    ],
    ['is no card when it leads to Facebook itself', 'See https://www.facebook.com/a', {}, []],
  ])('%s', async (_what, text, options, expected) => {
    expect(await attached(text, options)).toEqual(expected);
  });

  it('is no card beside photos', async () => {
    expect(await attached('See https://example.org/a', {}, [aPicture()])).toEqual(['photo']);
  });
});

describe('a video on a Facebook Page', () => {
  it('arrives whole, piece by piece, and is public with one request', async () => {
    const publishing = carrying([LONG]);
    const outcome = await publishing.by(platform);
    const [post] = await stage.posts();
    expect(post).toMatchObject({
      text: TEXT,
      attachments: [{ kind: 'video', sha256: LONG.sha256, bytes: LONG.bytes }],
    });
    expect(outcome).toMatchObject({ kind: 'published', remoteId: post?.postId });
    expect(publishing.commits).toBe(1);
  });

  it('waits while Facebook works on it, without a commit', async () => {
    await stage.startOver([{ ...PAGE, videoWorkMs: 40_000 }]);
    const publishing = carrying([LONG]);
    const waiting = { kind: 'waiting', resumeAfterMs: 15_000 };
    expect(await publishing.once(platform)).toMatchObject(waiting);
    clock.pass(15_000);
    expect(await publishing.once(platform)).toMatchObject(waiting);
    expect(publishing.commits).toBe(0);
    expect(await stage.posts()).toEqual([]);
    clock.pass(25_000);
    expect(await publishing.once(platform)).toMatchObject({ kind: 'published' });
  });

  it('is given up when Facebook never ends its work', async () => {
    await stage.startOver([{ ...PAGE, videoWorkMs: 86_400_000 }]);
    const publishing = carrying([LONG]);
    await publishing.once(platform);
    clock.pass(2 * 3_600_000);
    expect(await publishing.once(platform)).toMatchObject({ kind: 'refused', cause: 'content' });
  });

  it('goes on where the upload was cut short', async () => {
    const publishing = carrying([LONG]);
    await stage.meet({ fault: 'reset_before', operation: 'create', times: 1 });
    expect(await publishing.once(platform)).toMatchObject({ kind: 'unavailable' });
    expect(await publishing.once(platform)).toMatchObject({ kind: 'published' });
    const [post] = await stage.posts();
    expect(post).toMatchObject({ attachments: [{ sha256: LONG.sha256 }] });
  });

  it('begins anew when Facebook does not go on with the upload', async () => {
    const rest = { start: 5, end: 10 };
    const upload = { form: 'post', videoId: '1', sessionId: '1', rest } as const;
    const publishing = new Publishing(SUBJECT, { media: [LONG], progress: { upload } });
    expect(await publishing.once(platform)).toMatchObject({ kind: 'unavailable' });
    expect(publishing.remembered).toEqual([{ upload: null }]);
    expect(await publishing.once(platform)).toMatchObject({ kind: 'published' });
  });

  it.each([
    ['accept_then_reset', 'found'],
    ['reset_before', 'absent'],
  ])('proves itself whether it is public after a lost answer: %s', async (fault, kind) => {
    await stage.meet({ fault, operation: 'publish', times: 1 });
    const publishing = carrying([LONG]);
    expect(await publishing.once(platform)).toMatchObject({ kind: 'uncertain' });
    expect(await locate(publishing.remembered.at(-1))).toMatchObject(
      kind === 'absent' ? { kind, isProof: true } : { kind },
    );
    expect(await publishing.once(platform)).toMatchObject({ kind: 'published' });
    expect(await stage.posts()).toHaveLength(1);
  });
});

describe('a reel on a Facebook Page', () => {
  const reel = () => carrying([UPRIGHT], { form: 'reel' });

  it('is public with the request that ends its upload', async () => {
    const publishing = reel();
    let visible: unknown;
    publishing.writeIntent = async () => {
      visible = await stage.posts();
    };
    const outcome = await publishing.by(platform);
    expect(visible).toEqual([]);
    const [post] = await stage.posts();
    expect(post).toMatchObject({ text: TEXT, attachments: [{ sha256: LONG.sha256 }] });
    expect(outcome).toMatchObject({ kind: 'published', remoteId: post?.postId });
  });

  it('is not called public while Facebook works on it', async () => {
    await stage.startOver([{ ...PAGE, videoWorkMs: 30_000 }]);
    const publishing = reel();
    expect(await publishing.once(platform)).toMatchObject({ kind: 'uncertain' });
    const progress = publishing.remembered.at(-1);
    expect(await locate(progress)).toMatchObject({ kind: 'absent', isProof: false });
    clock.pass(30_000);
    expect(await locate(progress)).toMatchObject({ kind: 'found' });
  });

  it('is published once when it is asked for again after it became public', async () => {
    const publishing = reel();
    await stage.meet({ fault: 'accept_then_reset', operation: 'publish', times: 1 });
    expect(await publishing.once(platform)).toMatchObject({ kind: 'uncertain' });
    expect(await publishing.once(platform)).toMatchObject({ kind: 'published' });
    const published = (await stage.ledger()).filter(({ event }) => event === 'published');
    expect(published).toHaveLength(1);
  });

  it.each([
    ['of photos', [aPicture()], [{ kind: 'media_set' }]],
    ['without anything', [], [{ kind: 'media_set' }]],
    [
      'of a wide video',
      [{ ...UPRIGHT, widthPx: 1_920, heightPx: 1_080 }],
      [{ kind: 'option_wrong' }],
    ],
    ['of 91 seconds', [{ ...UPRIGHT, durationMs: 91_000 }], [{ kind: 'video_too_long' }]],
    ['of 2 seconds', [{ ...UPRIGHT, durationMs: 2_000 }], [{ kind: 'video_too_short' }]],
    ['of an upright video', [UPRIGHT], []],
  ])('%s: the review says what Facebook would', (_what, media, problems) => {
    const found = platform.review({ text: 'a', media, options: { form: 'reel' } });
    expect(found).toMatchObject(problems);
    expect(found).toHaveLength(problems.length);
  });
});

describe('another text for a public post on a Facebook Page', () => {
  const rewrite = (outcome: Outcome) =>
    platform.edit?.({
      ...targetOf(SUBJECT),
      credentials: { pageAccessToken: TOKEN },
      postId: outcome.kind === 'published' ? outcome.remoteId : '',
      text: 'corrected',
      hasMedia: false,
      options: {},
      publishedAt: clock.now(),
    });

  it.each([
    ['a text', []],
    ['photos', [aPicture()]],
    ['a video', [LONG]],
  ])('replaces that of %s', async (_what, media) => {
    const outcome = await carrying(media).by(platform);
    expect(await rewrite(outcome)).toEqual({ kind: 'edited' });
    expect(await stage.posts()).toMatchObject([{ text: 'corrected' }]);
  });

  it('is refused for a post that is not there', async () => {
    expect(
      await rewrite({ kind: 'published', remoteId: '600001_9', permalink: null }),
    ).toMatchObject({ kind: 'refused' });
  });

  it('may be asked for again when Facebook does not answer', async () => {
    const outcome = await carrying([]).by(platform);
    await stage.meet({ fault: 'reset_before', operation: 'edit' });
    expect(await rewrite(outcome)).toMatchObject({ kind: 'unavailable' });
  });
});

it('takes a video down as it takes a post down', async () => {
  const outcome = await carrying([LONG]).by(platform);
  const retraction = {
    ...targetOf(SUBJECT),
    credentials: { pageAccessToken: TOKEN },
    postId: outcome.kind === 'published' ? outcome.remoteId : '',
    publishedAt: clock.now(),
  };
  expect(await platform.retract?.(retraction)).toEqual({ kind: 'retracted' });
  expect(await stage.posts()).toEqual([]);
});
