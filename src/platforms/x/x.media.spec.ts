import type { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publishToTheEnd } from '../../../test/platforms/media.js';
import { anAnimation, aPicture, aVideo } from '../../../test/platforms/media-files.js';
import {
  HeldClock,
  Publishing,
  type PlatformUnderTest,
} from '../../../test/platforms/publishing.js';
import { aRecorder, type Recorder } from '../../../test/platforms/recorder.js';
import { aMachine, openStage, type Stage } from '../../../test/platforms/sandbox-stage.js';
import type { MediaFile } from '../platform.js';
import { XClient } from './x.client.js';
import { XPlatform } from './x.platform.js';

const KEYS = {
  appKey: 'canary-app-key',
  appSecret: 'canary-app-secret',
  accessToken: '4711-canary-token',
  accessSecret: 'canary-access-secret',
};
const SEGMENT_BYTES = 1_048_576;
const DAY_MS = 86_400_000;

const clock = new HeldClock();
const subject: Pick<PlatformUnderTest, 'account' | 'remoteId' | 'handle' | 'credentials'> = {
  account: { platform: 'x', id: '4711', username: 'lucknow', ...KEYS },
  remoteId: '4711',
  handle: 'lucknow',
  credentials: { kind: 'oauth1', ...KEYS },
};
const asTested = subject as PlatformUnderTest;

let stage: Stage;
let recorder: Recorder;
let platform: XPlatform;

beforeAll(async () => {
  stage = await openStage(clock);
});
beforeEach(async () => {
  clock.startOver();
  await stage.startOver([subject.account]);
  recorder = await aRecorder(stage.url);
  platform = new XPlatform(new XClient(`${recorder.url}/x`), clock);
});
afterEach(() => recorder.stop());
afterAll(() => stage.stop());

const paths = () => recorder.requests.map(({ method, path }) => `${method} ${path.slice(2)}`);
const countOf = (pattern: RegExp) => paths().filter((path) => pattern.test(path)).length;
const bodyOfPost = (): unknown => {
  const sent = recorder.requests.find(({ path }) => path === '/x/2/tweets');
  return JSON.parse(sent?.body.toString() ?? 'null');
};
const publish = (overrides: Parameters<typeof publishToTheEnd>[2]) =>
  publishToTheEnd(asTested, platform, overrides);
/** Uploads, and dies before it publishes; answers what it remembered. */
const upload = async (media: readonly MediaFile[]): Promise<unknown> => {
  const publishing = new Publishing(asTested, { media });
  publishing.writeIntent = () => Promise.reject(new Error('the database is away'));
  await expect(publishing.by(platform)).rejects.toThrow('the database is away');
  return publishing.remembered.at(-1);
};

describe('a picture on X', () => {
  it('goes out with its text for people who do not see it', async () => {
    await publish({ media: [aPicture(7)] });
    const [post] = await stage.posts();
    expect(post?.attachments).toMatchObject([{ altText: 'An orange board with the number 7' }]);
  });

  it('goes out without one where nobody has written it', async () => {
    await publish({ media: [{ ...aPicture(), altText: ' ' }] });
    expect(countOf(/metadata/)).toBe(0);
    expect(await stage.posts()).toHaveLength(1);
  });

  it('is uploaded anew once X has forgotten it', async () => {
    const progress = await upload([aPicture()]);
    clock.pass(DAY_MS);
    const { outcome } = await publish({ media: [aPicture()], progress });
    expect(outcome).toMatchObject({ kind: 'published' });
    expect(countOf(/initialize/)).toBe(2);
  });

  it('is uploaded anew when another one stands in its place', async () => {
    const progress = await upload([aPicture(1)]);
    await publish({ media: [aPicture(2)], progress });
    expect((await stage.posts())[0]?.attachments).toMatchObject([{ sha256: aPicture(2).sha256 }]);
  });

  it.each(['reset_before', 'server_error_before', 'html_body', 'malformed_body', 'empty_body'])(
    'is tried again when its upload fails: %s',
    async (fault) => {
      await stage.meet({ fault, operation: 'upload', times: 1 });
      const { outcome, commits } = await publish({ media: [aPicture()] });
      expect(outcome).toMatchObject({ kind: 'unavailable' });
      expect(commits).toBe(0);
      expect((await publish({ media: [aPicture()] })).outcome).toMatchObject({ kind: 'published' });
    },
  );

  it.each([
    ['unauthorized', {}, { kind: 'refused', cause: 'credentials' }],
    ['rate_limited', { retryAfterMs: 60_000 }, { kind: 'throttled', retryAfterMs: 60_000 }],
    ['refuse', { status: 402 }, { kind: 'throttled', scope: 'application' }],
    ['refuse', { status: 403 }, { kind: 'refused', cause: 'permission' }],
    ['refuse', { status: 400 }, { kind: 'refused', cause: 'content' }],
  ])('answers what X says to its upload: %s %j', async (fault, more, expected) => {
    await stage.meet({ fault, operation: 'upload', ...more });
    expect((await publish({ media: [aPicture()] })).outcome).toMatchObject(expected);
    expect(await stage.posts()).toEqual([]);
  });
});

describe('a video on X', () => {
  const large = aVideo({ leastBytes: 2.5 * SEGMENT_BYTES });

  it('goes in segments, each once, and arrives whole', async () => {
    const { outcome } = await publish({ media: [large] });
    expect(outcome).toMatchObject({ kind: 'published' });
    expect(countOf(/append/)).toBe(3);
    expect((await stage.posts())[0]?.attachments).toMatchObject([{ sha256: large.sha256 }]);
  });

  it('is taken up where its time was over, at no cost', async () => {
    const deadline = new AbortController();
    const media = [{ ...large, open: abortingAt(large, SEGMENT_BYTES, deadline) }];
    const first = new Publishing(asTested, { media, signal: deadline.signal });
    expect(await first.once(platform)).toMatchObject({ kind: 'waiting' });
    const progress = first.remembered.at(-1);
    const { outcome } = await publish({ media: [large], progress });
    expect(outcome).toMatchObject({ kind: 'published' });
    expect(countOf(/initialize/)).toBe(1);
    expect((await stage.posts())[0]?.attachments).toMatchObject([{ sha256: large.sha256 }]);
  });

  it('is the matter of its author when X can not use it', async () => {
    const broken = { ...aPicture(), kind: 'video', mime: 'video/mp4' } as const;
    const { outcome } = await publish({ media: [broken] });
    expect(outcome).toMatchObject({ kind: 'refused', cause: 'content' });
    expect(outcome).toHaveProperty('detail', expect.stringContaining('Unsupported video format'));
  });

  it('is made anew when X knows its upload no more', async () => {
    const first = new Publishing(asTested, { media: [aVideo()] });
    expect(await first.once(platform)).toMatchObject({ kind: 'waiting', resumeAfterMs: 1_000 });
    await stage.startOver([subject.account]);
    const media = [aVideo()];
    const second = await publish({ media, progress: first.remembered.at(-1) });
    expect(second.outcome).toMatchObject({ kind: 'unavailable' });
    const third = await publish({ media, progress: second.progress });
    expect(third.outcome).toMatchObject({ kind: 'published' });
  });

  it('is made anew when X does not come to an end with it', async () => {
    const machine = await aMachine((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' });
      const processing_info = { state: 'in_progress', check_after_secs: 7 };
      response.end(
        JSON.stringify({ data: { id: '17', expires_after_secs: 86_400, processing_info } }),
      );
    });
    const slow = new XPlatform(new XClient(machine.url), clock);
    const media = [aVideo()];
    const first = new Publishing(asTested, { media });
    expect(await first.once(slow)).toMatchObject({ kind: 'waiting', resumeAfterMs: 7_000 });
    clock.pass(31 * 60_000);
    const second = new Publishing(asTested, { media, progress: first.remembered.at(-1) });
    expect(await second.once(slow)).toMatchObject({ kind: 'unavailable' });
    expect(second.remembered.at(-1)).toEqual({ uploads: [null] });
    await machine.stop();
  });
});

describe('the options of a post on X', () => {
  const poll = { question: '', answers: ['हाँ', 'नहीं'], openForMinutes: 1_440 };

  it('are a poll under the text', async () => {
    const { outcome } = await publish({ options: { poll } });
    expect(outcome).toMatchObject({ kind: 'published' });
    expect((await stage.posts())[0]?.attachments).toMatchObject([
      { kind: 'poll', answers: ['हाँ', 'नहीं'] },
    ]);
  });

  it.each([
    ['one answer', { ...poll, answers: ['हाँ'] }],
    ['five answers', { ...poll, answers: ['1', '2', '3', '4', '5'] }],
    ['an answer of 26 letters', { ...poll, answers: ['क'.repeat(26), 'ख'] }],
    ['a question beside the text', { ...poll, question: 'Well?' }],
    ['four minutes', { ...poll, openForMinutes: 4 }],
    ['more than a week', { ...poll, openForMinutes: 10_081 }],
  ])('allow no poll with %s', (_what, wrong) => {
    expect(platform.review({ text: 'Hm?', media: [], options: { poll: wrong } })).toEqual([
      { kind: 'option_wrong', name: 'poll' },
    ]);
  });

  it('allow no poll beside a picture', () => {
    expect(platform.review({ text: 'Hm?', media: [aPicture()], options: { poll } })).toEqual([
      { kind: 'option_with_media', name: 'poll' },
    ]);
  });

  it('say who may reply, and that a machine made it', async () => {
    await publish({ text: 'Hm', options: { replySettings: 'following', madeWithAi: true } });
    expect(bodyOfPost()).toEqual({ text: 'Hm', reply_settings: 'following', made_with_ai: true });
  });

  it('leave out what is as usual', async () => {
    await publish({ text: 'Hm', options: { replySettings: 'everyone', madeWithAi: false } });
    expect(bodyOfPost()).toEqual({ text: 'Hm' });
  });

  it('say that a machine made it where the file says so', async () => {
    await publish({ text: '', media: [{ ...anAnimation(), isAiMade: true }] });
    expect(bodyOfPost()).toMatchObject({ made_with_ai: true });
    expect(bodyOfPost()).not.toHaveProperty('text');
  });
});

/** The stream of the segment that starts at `atByte` ends the time. */
function abortingAt(file: MediaFile, atByte: number, deadline: AbortController): MediaFile['open'] {
  return (range): Readable => {
    if (range?.start === atByte) deadline.abort();
    return file.open(range);
  };
}
