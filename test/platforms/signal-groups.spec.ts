import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MediaFile } from '../../src/platforms/platform.js';
import { SignalClient } from '../../src/platforms/signal/signal.client.js';
import { SignalPlatform } from '../../src/platforms/signal/signal.platform.js';
import { watchSend } from '../../src/kernel/egress/index.js';
import { HeldClock } from './publishing.js';
import { openStage, type Stage } from './sandbox-stage.js';

const NUMBER = '+919876543210';
const GROUP = `group.${Buffer.from(Buffer.alloc(32, 5).toString('base64')).toString('base64')}`;
const PICTURE = Buffer.from('89504e470d0a1a0a', 'hex');
const DAY_MS = 86_400_000;

const clock = new HeldClock();
let stage: Stage;
let platform: SignalPlatform;

beforeAll(async () => {
  stage = await openStage(clock);
  platform = new SignalPlatform(new SignalClient(`${stage.url}/signal`), clock);
});
beforeEach(async () => {
  clock.startOver();
  await inGroup({});
});
afterAll(() => stage.stop());

const inGroup = (group: object) =>
  stage.startOver([
    { platform: 'signal', number: NUMBER, groupId: GROUP, name: 'लखनऊ', members: 40, ...group },
  ]);

const { signal } = new AbortController();
const target = (number = NUMBER) => ({
  remoteId: GROUP,
  handle: 'लखनऊ',
  credentials: { number, apiToken: null },
  signal,
});

function publish(
  { text = 'बैठक 5 बजे', media = [] as MediaFile[] } = {},
  number = NUMBER,
): ReturnType<SignalPlatform['publish']> {
  return platform.publish({
    ...target(number),
    text,
    media,
    options: {},
    replyTo: null,
    progress: undefined,
    remember: () => Promise.resolve(),
    commit: (send) => watchSend(send, signal),
  });
}

function fileOf(kind: MediaFile['kind'], mime: string, fileName: string): MediaFile {
  return {
    kind,
    mime,
    fileName,
    bytes: PICTURE.length,
    widthPx: 8,
    heightPx: 8,
    durationMs: kind === 'image' ? null : 1_000,
    sha256: '',
    altText: '',
    isAiMade: false,
    open: () => Readable.from([PICTURE.subarray(0, 3), PICTURE.subarray(3)]),
    publicUrl: () => '',
  };
}

async function published(order?: Parameters<typeof publish>[0]): Promise<string> {
  const outcome = await publish(order);
  if (outcome.kind !== 'published') throw new Error(`It came to ${outcome.kind}`);
  return outcome.remoteId;
}

describe('a Signal group', () => {
  it.each([
    ['image', 'image/jpeg', 'photo'],
    ['animation', 'image/gif', 'animation'],
    ['video', 'video/mp4', 'video'],
  ] as const)('is sent what lies beside the text: %s', async (kind, mime, shownAs) => {
    await published({ media: [fileOf(kind, mime, 'a.bin')] });
    expect(await stage.posts()).toMatchObject([
      { attachments: [{ kind: shownAs, mime, bytes: PICTURE.length }] },
    ]);
  });

  it('takes pictures without a word', async () => {
    await published({ text: '', media: [fileOf('image', 'image/png', 'a.png')] });
    expect(await stage.posts()).toHaveLength(1);
  });

  it('takes four pictures and no fifth, and no video beside them', () => {
    const picture = fileOf('image', 'image/png', 'a.png');
    const reviewOf = (media: MediaFile[]) => platform.review({ text: 'क', media, options: {} });
    expect(reviewOf(Array.from({ length: 4 }, () => picture))).toEqual([]);
    expect(reviewOf(Array.from({ length: 5 }, () => picture))).toHaveLength(1);
    expect(reviewOf([picture, fileOf('video', 'video/mp4', 'a.mp4')])).toHaveLength(1);
  });

  it.each([
    ['the number has left', { isMember: false }],
    ['only administrators write', { isMuted: true }],
  ])('hears nothing where %s, and its keeper is told', async (_why, group) => {
    await inGroup(group);
    expect(await publish()).toMatchObject({ kind: 'refused', cause: 'permission' });
    expect(await stage.posts()).toEqual([]);
  });

  it('hears nothing from a number that the service does not know', async () => {
    const refused = { kind: 'refused', cause: 'credentials' };
    expect(await publish({}, '+919000000000')).toMatchObject(refused);
    expect(await platform.identify(target('+919000000000'))).toMatchObject(refused);
  });

  it('is not taken for connected where the number is no member, or the group is gone', async () => {
    const refused = { kind: 'refused', cause: 'permission' };
    await inGroup({ isMember: false });
    expect(await platform.identify(target())).toMatchObject(refused);
    const elsewhere = { ...target(), remoteId: `${GROUP.slice(0, -2)}A=` };
    expect(await platform.identify(elsewhere)).toMatchObject(refused);
  });
});

describe('a message in a Signal group', () => {
  const editOf = (postId: string, publishedAt: Date, hasMedia = false) =>
    platform.edit({ ...target(), postId, publishedAt, hasMedia, options: {}, text: 'बैठक 6 बजे' });

  it('is given another text, as often as asked', async () => {
    const publishedAt = clock.now();
    const postId = await published();
    expect(await editOf(postId, publishedAt)).toEqual({ kind: 'edited' });
    expect(await editOf(postId, publishedAt)).toEqual({ kind: 'edited' });
    expect(await stage.posts()).toMatchObject([{ postId, text: 'बैठक 6 बजे' }]);
  });

  it('keeps its text after a day, for nobody’s app would take the edit', async () => {
    const publishedAt = clock.now();
    const postId = await published();
    clock.pass(DAY_MS + 1);
    expect(await editOf(postId, publishedAt)).toMatchObject({ kind: 'refused' });
    expect(await stage.posts()).toMatchObject([{ text: 'बैठक 5 बजे' }]);
  });

  it('keeps its text where pictures would be lost', async () => {
    const postId = await published({ media: [fileOf('image', 'image/png', 'a.png')] });
    expect(await editOf(postId, clock.now(), true)).toMatchObject({ kind: 'refused' });
  });

  it.each(['server_error_before', 'html_body', 'empty_body', 'reset_before'])(
    'may be edited again after %s',
    async (fault) => {
      const postId = await published();
      await stage.meet({ fault, operation: 'edit', times: 1 });
      expect(await editOf(postId, clock.now())).toMatchObject({ kind: 'unavailable' });
      expect(await editOf(postId, clock.now())).toEqual({ kind: 'edited' });
    },
  );
});
