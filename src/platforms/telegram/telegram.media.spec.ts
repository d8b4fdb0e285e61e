import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aPicture, anAnimation, aVideo } from '../../../test/platforms/media-files.js';
import { Publishing, stillClock } from '../../../test/platforms/publishing.js';
import { aMachine, openStage, type Stage } from '../../../test/platforms/sandbox-stage.js';
import { AT_LUCKNOW, LUCKNOW, telegramAt } from '../../../test/platforms/telegram-at.js';
import type { Content } from '../../contract/review-content.js';
import type { MediaFile, Outcome } from '../platform.js';
import type { TelegramPlatform } from './telegram.platform.js';

const TEXT = 'कल शिविर है & <सब> आएँ https://example.org/camp।';
const SUBJECT = {
  at: (url: string) => telegramAt(url),
  account: LUCKNOW,
  ...AT_LUCKNOW,
  revokedCredentials: { botToken: '700700:revoked' },
  secrets: [],
  identified: {
    kind: 'identified',
    remoteId: '-1004711',
    handle: '',
    isVerified: null,
    audience: null,
  },
  longest: '',
  tooLong: '',
  publicStep: 'create',
  prepared: undefined,
} as const;

let stage: Stage;
let platform: TelegramPlatform;

beforeAll(async () => {
  stage = await openStage(stillClock);
  platform = telegramAt(stage.url);
});
beforeEach(() => stage.startOver([LUCKNOW]));
afterAll(() => stage.stop());

interface Said extends Partial<Omit<Content, 'media'>> {
  media?: readonly MediaFile[];
}

function publish(content: Said): Promise<Outcome> {
  return new Publishing(SUBJECT, { text: TEXT, ...content }).by(platform);
}

const asSeen = (kind: string, { sha256, bytes, mime }: MediaFile) => ({
  kind,
  sha256,
  bytes,
  mime,
  altText: '',
});

describe('a post on Telegram with one file', () => {
  it.each([
    ['photo', aPicture()],
    ['video', aVideo()],
    ['animation', anAnimation()],
  ])('shows the %s with the text as its caption', async (kind, file) => {
    expect(platform.review({ text: TEXT, media: [file], options: {} })).toEqual([]);
    const outcome = await publish({ media: [file] });
    expect(outcome).toEqual({
      kind: 'published',
      remoteId: '1',
      permalink: 'https://t.me/lucknow_channel/1',
    });
    expect(await stage.posts()).toMatchObject([
      { postId: '1', text: TEXT, attachments: [asSeen(kind, file)] },
    ]);
  });

  it('needs no text', async () => {
    expect(await publish({ text: '', media: [aPicture()] })).toMatchObject({ kind: 'published' });
    expect(await stage.posts()).toMatchObject([{ text: '' }]);
  });

  it('takes the longest caption, and refuses a longer one in advance as Telegram does', async () => {
    const longest = { text: 'क'.repeat(1024), media: [aPicture()], options: {} };
    const tooLong = { ...longest, text: 'क'.repeat(1025) };
    expect(platform.review(longest)).toEqual([]);
    expect(await publish(longest)).toMatchObject({ kind: 'published' });
    expect(platform.review(tooLong)).toEqual([{ kind: 'too_long', units: 1025, maxUnits: 1024 }]);
    expect(await publish(tooLong)).toMatchObject({ kind: 'refused', cause: 'content' });
  });

  it('carries a video of many pieces whole', async () => {
    const video = aVideo({ leastBytes: 9_000_000 });
    const pieces = () => Readable.from(inPieces(video), { objectMode: false });
    await publish({ media: [{ ...video, open: pieces }] });
    expect(await stage.posts()).toMatchObject([{ attachments: [asSeen('video', video)] }]);
  });

  it('reads a video no faster than the connection takes it', async () => {
    let readBytes = 0;
    let arrivedBytes = 0;
    let mostAheadBytes = 0;
    const machine = await aMachine((request, response) => {
      request.on('data', (chunk: Buffer) => {
        arrivedBytes += chunk.length;
        mostAheadBytes = Math.max(mostAheadBytes, readBytes - arrivedBytes);
      });
      request.once('end', () => response.end(JSON.stringify({ ok: true, result: MESSAGE })));
    });
    const video = aVideo();
    const open = () =>
      Readable.from(
        pieces(1_600, (bytes) => (readBytes += bytes)),
        { objectMode: false },
      );
    const publishing = new Publishing(SUBJECT, { text: TEXT, media: [{ ...video, open }] });
    expect(await publishing.by(telegramAt(machine.url))).toMatchObject({ kind: 'published' });
    await machine.stop();
    expect(arrivedBytes).toBeGreaterThan(1_600 * PIECE_BYTES);
    expect(mostAheadBytes).toBeLessThan(20_000_000);
  });

  it('sends nothing when the file can not be read', async () => {
    const gone = { ...aPicture(), open: () => new Readable({ read: fail }) };
    const publishing = new Publishing(SUBJECT, { text: TEXT, media: [gone] });
    expect(await publishing.by(platform)).toMatchObject({ kind: 'unavailable' });
    expect(publishing.commits).toBe(0);
    expect(await stage.ledger()).toEqual([]);
  });

  it('does not claim to know what became of it when the file breaks off on its way', async () => {
    const video = aVideo({ leastBytes: 3_000_000 });
    const broken = { ...video, open: () => Readable.from(halfOf(video), { objectMode: false }) };
    const publishing = new Publishing(SUBJECT, { text: TEXT, media: [broken] });
    expect(await publishing.by(platform)).toMatchObject({ kind: 'uncertain' });
    expect(await stage.posts()).toEqual([]);
  });

  it('leaves no file open, whatever became of it', async () => {
    const opened: Readable[] = [];
    const picture = aPicture();
    const open = () => {
      const stream = picture.open();
      opened.push(stream);
      return stream;
    };
    await stage.meet({ fault: 'reset_before', operation: 'create' });
    await publish({ media: [{ ...picture, open }, aPicture(2)] });
    expect(opened.map(({ destroyed }) => destroyed)).toEqual([true]);
  });
});

describe('an album on Telegram', () => {
  const album = [aPicture(1), aVideo(), aPicture(2)];

  it('is one post with all of its messages in its id, and one caption', async () => {
    const outcome = await publish({ media: album });
    expect(outcome).toMatchObject({
      kind: 'published',
      remoteId: '1,2,3',
      permalink: 'https://t.me/lucknow_channel/1',
    });
    const seen = album.map((file) => asSeen(file.kind === 'video' ? 'video' : 'photo', file));
    expect(await stage.posts()).toMatchObject([{ postId: '1,2,3', text: TEXT, attachments: seen }]);
  });

  it('counts as its messages: the chat pauses for the others', async () => {
    expect(await publish({ media: album })).toMatchObject({
      pause: { scope: 'account', forMs: 2 * 5_500 },
    });
  });

  it('takes ten, and neither eleven nor an animation among others', () => {
    const pictures = Array.from({ length: 11 }, (_each, index) => aPicture(index));
    const reviewed = (media: MediaFile[]) => platform.review({ text: TEXT, media, options: {} });
    expect(reviewed(pictures.slice(1))).toEqual([]);
    expect(reviewed(pictures)).toMatchObject([{ kind: 'media_set' }]);
    expect(reviewed([aPicture(), anAnimation()])).toMatchObject([{ kind: 'media_set' }]);
  });

  it('goes down as a whole', async () => {
    const outcome = await publish({ media: album });
    const postId = outcome.kind === 'published' ? outcome.remoteId : '';
    const signal = new AbortController().signal;
    const retraction = { ...AT_LUCKNOW, postId, publishedAt: stillClock.now(), signal };
    expect(await platform.retract(retraction)).toEqual({ kind: 'retracted' });
    expect(await stage.posts()).toEqual([]);
    expect(await platform.retract(retraction)).toEqual({ kind: 'retracted' });
  });
});

describe('the options of a post on Telegram', () => {
  const fieldsFor = (content: Said) =>
    sentBy((telegram) => new Publishing(SUBJECT, { text: TEXT, ...content }).by(telegram));

  /** The fields of the one request that it leads to. */
  async function sentBy(act: (telegram: TelegramPlatform) => Promise<unknown>): Promise<unknown> {
    let body = '';
    const machine = await aMachine((request, response) => {
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.once('end', () => response.writeHead(500).end());
    });
    await act(telegramAt(machine.url));
    await machine.stop();
    return JSON.parse(body) as unknown;
  }
  const plain = { chat_id: '-1004711', text: TEXT };

  it('change nothing when none is chosen: the text goes without markup, its links shown as usual', async () => {
    expect(await fieldsFor({})).toEqual(plain);
    expect(await fieldsFor({ options: { silent: false, linkPreview: 'on' } })).toEqual(plain);
  });

  it('are its sound, its protection and the preview of its link', async () => {
    const options = { silent: true, protected: true, linkPreview: 'off' };
    expect(await fieldsFor({ options })).toEqual({
      ...plain,
      disable_notification: true,
      protect_content: true,
      link_preview_options: { is_disabled: true },
    });
  });

  it('name the link that shall be shown large, without what ends the sentence', async () => {
    expect(await fieldsFor({ options: { linkPreview: 'large' } })).toEqual({
      ...plain,
      link_preview_options: { url: 'https://example.org/camp', prefer_large_media: true },
    });
    const noLink = { text: 'कल', options: { linkPreview: 'large' } };
    expect(await fieldsFor(noLink)).toEqual({ chat_id: '-1004711', text: 'कल' });
  });

  it('hide the preview also of the corrected text', async () => {
    const { signal } = new AbortController();
    const post = { ...AT_LUCKNOW, postId: '17', hasMedia: false, signal };
    const options = { silent: true, linkPreview: 'off' };
    const words = { text: TEXT, options, publishedAt: stillClock.now() };
    expect(await sentBy((telegram) => telegram.edit({ ...post, ...words }))).toEqual({
      ...plain,
      message_id: 17,
      link_preview_options: { is_disabled: true },
    });
  });
});

describe('a poll on Telegram', () => {
  const poll = { question: '', answers: ['हाँ', 'नहीं'], openForMinutes: 60 };
  const review = (content: Partial<Content>) =>
    platform.review({ text: TEXT, media: [], options: { poll }, ...content });

  it('asks what the text says', async () => {
    expect(review({})).toEqual([]);
    expect(await publish({ options: { poll } })).toMatchObject({
      kind: 'published',
      remoteId: '1',
    });
    expect(await stage.posts()).toMatchObject([
      { text: TEXT, attachments: [{ kind: 'poll', question: TEXT, answers: ['हाँ', 'नहीं'] }] },
    ]);
  });

  it('describes with the text what it asks with a question of its own', async () => {
    const asked = { poll: { ...poll, question: 'क्या आप आएँगे?' } };
    expect(review({ options: asked })).toEqual([]);
    await publish({ options: asked });
    expect(await stage.posts()).toMatchObject([
      { text: TEXT, attachments: [{ question: 'क्या आप आएँगे?' }] },
    ]);
  });

  it('is refused in advance where Telegram refuses it', async () => {
    const longQuestion = { text: 'क'.repeat(301), options: { poll } };
    expect(review(longQuestion)).toEqual([{ kind: 'too_long', units: 301, maxUnits: 300 }]);
    expect(await publish(longQuestion)).toMatchObject({ kind: 'refused', cause: 'content' });
    const longAnswer = { options: { poll: { ...poll, answers: ['क'.repeat(101), 'ख'] } } };
    expect(review(longAnswer)).toEqual([{ kind: 'option_wrong', name: 'poll' }]);
    expect(await publish(longAnswer)).toMatchObject({ kind: 'refused', cause: 'content' });
    expect(review({ text: '' })).toEqual([{ kind: 'empty' }]);
    expect(review({ media: [aPicture()] })).toEqual([{ kind: 'option_with_media', name: 'poll' }]);
  });
});

const MESSAGE = { message_id: 1, chat: {} };
const PIECE_BYTES = 65_536;

function* pieces(count: number, told: (bytes: number) => void): Generator<Buffer> {
  for (let piece = 0; piece < count; piece += 1) {
    told(PIECE_BYTES);
    yield Buffer.alloc(PIECE_BYTES, piece % 256);
  }
}

/** As a file system gives it. */
async function* inPieces(file: MediaFile): AsyncGenerator<Buffer> {
  for await (const chunk of file.open()) {
    const whole = chunk as Buffer;
    for (let at = 0; at < whole.length; at += 65_536) yield whole.subarray(at, at + 65_536);
  }
}

function fail(this: Readable): void {
  this.destroy(new Error('ENOENT'));
}

async function* halfOf(file: MediaFile): AsyncGenerator<Buffer> {
  for await (const chunk of file.open({ start: 0, end: Math.floor(file.bytes / 2) })) {
    yield chunk as Buffer;
  }
  throw new Error('the disk is gone');
}
