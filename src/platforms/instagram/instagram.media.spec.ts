import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FileHost } from '../../../test/platforms/file-host.js';
import { aPicture, aVideo } from '../../../test/platforms/media-files.js';
import {
  HeldClock,
  Publishing,
  targetOf,
  TEXT,
  type PlatformUnderTest,
} from '../../../test/platforms/publishing.js';
import { aMachine, openStage, type Stage } from '../../../test/platforms/sandbox-stage.js';
import type { Clock } from '../../kernel/clock.js';
import type { MediaFile } from '../platform.js';
import { InstagramClient } from './instagram.client.js';
import { InstagramPlatform } from './instagram.platform.js';
import type { InstagramProgress } from './instagram.progress.js';

const TOKEN = 'EAAB-canary-of-the-linked-page';
const ACCOUNT = {
  platform: 'instagram' as const,
  igUserId: '17841400001',
  username: 'lucknow.gram',
  name: 'Lucknow',
  pageId: '600001',
  pageAccessToken: TOKEN,
};
const SUBJECT: PlatformUnderTest = {
  at,
  account: ACCOUNT,
  remoteId: '17841400001',
  handle: 'lucknow.gram',
  credentials: { pageAccessToken: TOKEN },
  revokedCredentials: {},
  secrets: [TOKEN],
  identified: {
    kind: 'identified',
    remoteId: '17841400001',
    handle: 'lucknow.gram',
    isVerified: null,
    audience: 0,
  },
  longest: '',
  tooLong: '',
  publicStep: 'publish',
  prepared: undefined,
};

function at(url: string, clock: Clock): InstagramPlatform {
  const versionedUrl = `${url}/instagram/v25.0`;
  return new InstagramPlatform({
    client: new InstagramClient({ versionedUrl, appSecret: null }),
    clock,
  });
}

const clock = new HeldClock();
const host = new FileHost();
const picture = host.hosted(aPicture(1));
const second = host.hosted(aPicture(2));
const video = host.hosted(aVideo());
let stage: Stage;
let platform: InstagramPlatform;
beforeAll(async () => {
  await host.start();
  stage = await openStage(clock);
  platform = at(stage.url, clock);
});
beforeEach(async () => {
  clock.startOver();
  await stage.startOver([ACCOUNT]);
});
afterAll(async () => {
  await stage.stop();
  await host.stop();
});

const carrying = (media: readonly MediaFile[], overrides = {}) =>
  new Publishing(SUBJECT, { media, ...overrides });
const target = () => ({ ...targetOf(SUBJECT), credentials: { pageAccessToken: TOKEN } });
const locate = (progress: unknown) =>
  platform.locate({
    ...target(),
    text: TEXT,
    progress: progress as InstagramProgress,
    isReply: false,
    sentAt: clock.now(),
  });
const seen = ({ sha256, bytes, mime, altText }: MediaFile) => ({ sha256, bytes, mime, altText });

describe('on Instagram', () => {
  it('a picture is fetched from its address and shown with its words', async () => {
    const outcome = await carrying([picture]).by(platform);
    const [post] = await stage.posts();
    expect(post).toMatchObject({ text: TEXT, attachments: [{ kind: 'photo', ...seen(picture) }] });
    expect(outcome).toMatchObject({ kind: 'published', remoteId: post?.postId });
    expect(host.asked).toContain(`/${picture.sha256}`);
  });

  it('pictures and videos are one carousel, in their order', async () => {
    const publishing = carrying([picture, video, second]);
    expect(await publishing.by(platform)).toMatchObject({ kind: 'published' });
    expect(publishing.commits).toBe(1);
    expect(await stage.posts()).toMatchObject([
      {
        text: TEXT,
        attachments: [
          { kind: 'photo', sha256: picture.sha256 },
          { kind: 'video', sha256: video.sha256 },
          { kind: 'photo', sha256: second.sha256 },
        ],
      },
    ]);
  });

  it('a carousel goes on with the parts that are made when one could not be', async () => {
    const publishing = carrying([picture, second]);
    await stage.meet({ fault: 'reset_before', operation: 'create', times: 1 });
    expect(await publishing.once(platform)).toMatchObject({ kind: 'unavailable' });
    expect(await publishing.by(platform)).toMatchObject({ kind: 'published' });
    const prepared = (await stage.ledger()).filter(({ event }) => event === 'prepared');
    expect(prepared).toHaveLength(3);
  });

  it('a video waits while Instagram works on it, and is then a reel', async () => {
    await stage.startOver([{ ...ACCOUNT, videoWorkMs: 90_000 }]);
    const publishing = carrying([video]);
    expect(await publishing.once(platform)).toMatchObject({
      kind: 'waiting',
      resumeAfterMs: 5_000,
    });
    clock.pass(60_000);
    expect(await publishing.once(platform)).toMatchObject({
      kind: 'waiting',
      resumeAfterMs: 60_000,
    });
    expect(publishing.commits).toBe(0);
    clock.pass(60_000);
    expect(await publishing.by(platform)).toMatchObject({ kind: 'published' });
    expect(publishing.remembered).toHaveLength(1);
  });

  it('a file that Instagram never ends its work on is given up', async () => {
    await stage.startOver([{ ...ACCOUNT, videoWorkMs: 86_400_000 }]);
    const publishing = carrying([video]);
    await publishing.once(platform);
    clock.pass(3_600_000);
    expect(await publishing.once(platform)).toMatchObject({ kind: 'refused', cause: 'content' });
  });

  it('a story shows a picture and no text, and is found after a lost answer', async () => {
    await stage.meet({ fault: 'accept_then_reset', operation: 'publish' });
    const publishing = carrying([picture], { options: { form: 'story' } });
    expect(await publishing.by(platform)).toMatchObject({ kind: 'uncertain' });
    const [post] = await stage.posts();
    expect(post).toMatchObject({ text: '', attachments: [{ sha256: picture.sha256 }] });
    expect(await locate(publishing.remembered.at(-1))).toMatchObject({
      kind: 'found',
      remoteId: post?.postId,
    });
  });

  it('a file that can not be fetched is tried again in a new container', async () => {
    const publishing = carrying([{ ...picture, publicUrl: () => `${picture.publicUrl(1)}0` }]);
    expect(await publishing.by(platform)).toMatchObject({ kind: 'unavailable' });
    expect(publishing.remembered.at(-1)).toMatchObject({ containerId: null });
    expect(publishing.commits).toBe(0);
  });

  it('a picture that is no JPEG is refused in the words of the platform', async () => {
    const disguised = { ...video, kind: 'image' as const };
    expect(await carrying([disguised]).by(platform)).toMatchObject({
      kind: 'refused',
      cause: 'content',
    });
  });

  it('a container that has expired is made anew, and never published twice', async () => {
    const publishing = carrying([picture]);
    publishing.writeIntent = () => Promise.reject(new Error('not yet'));
    await expect(publishing.by(platform)).rejects.toThrow('not yet');
    clock.pass(25 * 3_600_000);
    publishing.writeIntent = () => Promise.resolve();
    expect(await publishing.once(platform)).toMatchObject({ kind: 'unavailable' });
    expect(await publishing.by(platform)).toMatchObject({ kind: 'published' });
    expect(await stage.posts()).toHaveLength(1);
  });

  it('nothing is prepared from an address that a machine of Meta can not reach', async () => {
    const meta = at('https://graph.facebook.com', clock);
    const publishing = carrying([picture]);
    const outcome = await publishing.by(meta);
    expect(outcome).toMatchObject({ kind: 'refused', cause: 'content' });
    expect(JSON.stringify(outcome)).toContain('MUNADI_PUBLIC_URL');
  });

  it.each([
    ['a picture', [picture]],
    ['a reel', [video]],
    ['a carousel, which is one post,', [picture, video]],
  ])('nothing goes out when %s has used up the posts of 24 hours', async (_what, media) => {
    await stage.startOver([{ ...ACCOUNT, dailyPosts: 1 }]);
    await stage.enforceLimits();
    expect(await carrying(media).by(platform)).toMatchObject({ kind: 'published' });
    const next = carrying([second]);
    const throttled = { kind: 'throttled', scope: 'account', retryAfterMs: 30 * 60_000 };
    expect(await next.by(platform)).toMatchObject(throttled);
    expect(next.commits).toBe(0);
    clock.pass(24 * 3_600_000);
    expect(await next.by(platform)).toMatchObject({ kind: 'unavailable' });
    expect(await next.by(platform)).toMatchObject({ kind: 'published' });
  });

  it('a post that became public unheard is claimed, not published once more', async () => {
    const publishing = carrying([picture]);
    await stage.meet({ fault: 'accept_then_reset', operation: 'publish', times: 1 });
    expect(await publishing.by(platform)).toMatchObject({ kind: 'uncertain' });
    const [post] = await stage.posts();
    expect(await publishing.by(platform)).toMatchObject({
      kind: 'published',
      remoteId: post?.postId,
    });
    expect(await stage.posts()).toHaveLength(1);
  });

  it('two posts of the same words since the send leave the question to a person', async () => {
    await carrying([second]).by(platform);
    await stage.meet({ fault: 'accept_then_reset', operation: 'publish', times: 1 });
    const publishing = carrying([picture]);
    await publishing.by(platform);
    expect(await locate(publishing.remembered.at(-1))).toMatchObject({ kind: 'unreadable' });
  });

  it('a post that may not be deleted is left to a person', async () => {
    await stage.startOver([{ ...ACCOUNT, mayDelete: false }]);
    const outcome = await carrying([picture]).by(platform);
    const postId = outcome.kind === 'published' ? outcome.remoteId : '';
    const retraction = { ...target(), postId, publishedAt: clock.now() };
    expect(await platform.retract(retraction)).toMatchObject({ kind: 'refused' });
  });

  it('says of a picture made by a machine that it was', async () => {
    const asked: string[] = [];
    const machine = await aMachine((request, response) => {
      request.on('data', (chunk: Buffer) => asked.push(chunk.toString()));
      request.once('end', () => response.writeHead(500).end('{}'));
    });
    await carrying([{ ...picture, isAiMade: true }]).once(at(machine.url, clock));
    await machine.stop();
    expect(new URLSearchParams(asked.join('')).get('is_ai_generated')).toBe('true');
  });
});

describe('the public request of Instagram', () => {
  it.each([
    ['is cut short in the middle of an answer', 'half', 'uncertain'],
    ['is led elsewhere', 'redirect', 'uncertain'],
  ])('leaves a doubt when it %s, and goes nowhere else', async (_what, how, kind) => {
    const arrivals: string[] = [];
    const machine = await aMachine((request, response) => {
      const path = request.url ?? '';
      arrivals.push(`${request.method ?? ''} ${path}`);
      if (path.includes('media_publish')) {
        if (how === 'redirect') response.writeHead(307, { location: '/elsewhere' }).end();
        else response.writeHead(200).write('{"id":', () => response.destroy());
      } else if (path.includes('content_publishing_limit')) {
        response.end('{"data":[{"quota_usage":0,"config":{"quota_total":50}}]}');
      } else {
        response.end('{"id":"1","status_code":"FINISHED"}');
      }
    });
    const outcome = await carrying([picture]).by(at(machine.url, clock));
    await machine.stop();
    expect(outcome).toMatchObject({ kind });
    expect(arrivals.filter((one) => one.includes('media_publish'))).toHaveLength(1);
    expect(arrivals.at(-1)).toContain('media_publish');
  });
});

describe('a post for Instagram', () => {
  const problems = (content: Partial<Parameters<InstagramPlatform['review']>[0]>) =>
    platform.review({ text: 'a', media: [picture], options: {}, ...content });
  const story = { form: 'story' };

  it.each([
    ['needs a picture or video', { media: [] }, [{ kind: 'media_required' }]],
    [
      'has ten of them at most',
      { media: Array.from({ length: 11 }, () => picture) },
      [{ kind: 'media_set' }],
    ],
    [
      'has 30 topics at most',
      { text: '#क '.repeat(31) },
      [{ kind: 'too_many_tags', sign: '#', count: 31, max: 30 }],
    ],
    [
      'names 20 people at most',
      { text: '@a '.repeat(21) },
      [{ kind: 'too_many_tags', sign: '@', count: 21, max: 20 }],
    ],
    ['may hold addresses of mail', { text: 'me@example.org '.repeat(21) }, []],
    [
      'has one picture as a story',
      { media: [picture, second], options: story },
      [{ kind: 'media_set' }],
    ],
    [
      'has a video of a minute at most as a story',
      { media: [{ ...video, durationMs: 61_000 }], options: story },
      [{ kind: 'video_too_long' }],
    ],
    [
      'has a video of three seconds at least',
      { media: [{ ...video, durationMs: 2_000 }] },
      [{ kind: 'video_too_short' }],
    ],
  ])('%s', (_what, content, expected) => {
    const found = problems(content);
    expect(found).toMatchObject(expected);
    expect(found).toHaveLength(expected.length);
  });
});
