import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MediaRules } from '../../src/contract/media.js';
import type { AnyPlatform, Attempt, MediaFile, Outcome } from '../../src/platforms/platform.js';
import {
  NOW,
  Publishing,
  stillClock,
  targetOf,
  TEXT,
  type PlatformUnderTest,
} from './publishing.js';
import { aRecorder, type Recorder } from './recorder.js';
import { openStage, type SeenPost, type Stage } from './sandbox-stage.js';

/** Looks at a file that a platform works on, at most; far more than any simulator needs. */
const MOST_CALLS = 50;

/** Pictures and videos, for every platform that takes some; part of `describePlatform`. */
export function describeMedia(subject: PlatformUnderTest): void {
  const name = subject.account.platform;
  const { pictures = [], animation, video } = subject;
  const [picture] = pictures;
  const { media: rules, options } = subject.at('http://127.0.0.1', stillClock).capabilities;
  const fileOptions = options.flatMap((field): [string, MediaRules][] =>
    field.kind === 'switch' && field.media ? [[field.name, field.media]] : [],
  );

  it(`${name} is tested with the kinds of files that it says it takes`, () => {
    expect(picture !== undefined).toBe(rules.image !== null);
    expect(animation !== undefined).toBe(rules.animation !== null);
    expect(video !== undefined).toBe(rules.video !== null);
  });

  describe.runIf(picture !== undefined)(`${name}, with pictures and videos,`, () => {
    let stage: Stage;
    let platform: AnyPlatform;

    beforeAll(async () => {
      stage = await openStage(stillClock);
      platform = subject.at(stage.url, stillClock);
    });
    beforeEach(() => stage.startOver([subject.account]));
    afterAll(() => stage.stop());

    it('publishes one picture with its text', async () => {
      const media = pictures.slice(0, 1);
      const { outcome } = await publishToTheEnd(subject, platform, { media });
      const [post, ...others] = await stage.posts();
      expect(others).toEqual([]);
      expect(post).toMatchObject({ text: TEXT });
      expect(filesOf(post)).toEqual(asSeen(media));
      expect(outcome).toMatchObject({ kind: 'published', remoteId: post?.postId });
    });

    it('publishes an album of the most pictures that it takes, in their order', async () => {
      expect(platform.review(content(pictures))).toEqual([]);
      const { outcome } = await publishToTheEnd(subject, platform, { media: pictures });
      expect(outcome).toMatchObject({ kind: 'published' });
      const [post, ...others] = await stage.posts();
      expect(others).toEqual([]);
      expect(filesOf(post)).toEqual(asSeen(pictures));
    });

    it('refuses in advance one picture more', () => {
      const media = [...pictures, ...pictures.slice(0, 1)];
      expect(platform.review(content(media))).toMatchObject([{ kind: 'media_set' }]);
    });

    it('publishes a picture without a text', async () => {
      const media = pictures.slice(0, 1);
      expect(platform.review(content(media, ''))).toEqual([]);
      const { outcome } = await publishToTheEnd(subject, platform, { media, text: '' });
      expect(outcome).toMatchObject({ kind: 'published' });
      const [post] = await stage.posts();
      expect(post?.text).toBe('');
      expect(filesOf(post)).toEqual(asSeen(media));
    });

    it.runIf(animation)('publishes a picture that moves', async () => {
      const media = animation ? [animation] : [];
      const { outcome } = await publishToTheEnd(subject, platform, { media });
      expect(outcome).toMatchObject({ kind: 'published' });
      expect(filesOf((await stage.posts())[0])).toEqual(asSeen(media));
    });

    it.runIf(fileOptions.length > 0).each(fileOptions)(
      'publishes what fits the rules of its option %s, and refuses in advance what does not',
      async (option, optionRules) => {
        const options = { [option]: true };
        const fitting = optionRules.image ? pictures : [];
        expect(platform.review({ ...content(fitting), options })).toEqual([]);
        const { outcome } = await publishToTheEnd(subject, platform, { media: fitting, options });
        expect(outcome).toMatchObject({ kind: 'published' });
        const seen = filesOf((await stage.posts())[0]).map(({ sha256 }) => sha256);
        expect(seen).toEqual(fitting.map(({ sha256 }) => sha256));
        const media = [...fitting, ...pictures.slice(0, 1)];
        expect(platform.review({ ...content(media), options })).toMatchObject([
          { kind: 'media_set' },
        ]);
      },
    );

    it.runIf(video)('publishes a video once the platform is done with it', async () => {
      const media = video ? [video] : [];
      const { outcome } = await publishToTheEnd(subject, platform, { media });
      expect(outcome).toMatchObject({ kind: 'published' });
      expect(filesOf((await stage.posts())[0])).toEqual(asSeen(media));
    });

    it('shows nothing before the one commit', async () => {
      const publishing = new Publishing(subject, { media: pictures });
      let visibleBefore: unknown;
      publishing.writeIntent = async () => {
        visibleBefore = await stage.posts();
      };
      await publishing.by(platform);
      expect(publishing.commits).toBe(1);
      expect(visibleBefore).toEqual([]);
    });

    it.each([
      ['pictures', pictures],
      ['a video', video ? [video] : []],
    ])('uploads and publishes once when it dies between the two: %s', async (_what, media) => {
      if (media.length === 0) return;
      const recorder = await aRecorder(stage.url);
      const watched = subject.at(recorder.url, stillClock);
      const first = await publishToTheEnd(subject, watched, { media }, diesBeforeTheIntent);
      expect(first.outcome).toBe('died');
      expect(await stage.posts()).toEqual([]);
      const { progress } = first;
      const second = await publishToTheEnd(subject, watched, { media, progress });
      await recorder.stop();
      expect(second.outcome).toMatchObject({ kind: 'published' });
      expect(await stage.posts()).toHaveLength(1);
      for (const file of media) expect(await arrivalsOf(file, recorder)).toBe(1);
    });

    it('does not claim to know what became of a post whose answer was lost', async () => {
      await stage.meet({ fault: 'accept_then_reset', operation: subject.publicStep });
      const media = pictures.slice(0, 1);
      const lost = await publishToTheEnd(subject, platform, { media });
      expect(lost.outcome).toMatchObject({ kind: 'uncertain' });
      expect(lost.commits).toBe(1);
    });

    it.runIf('locate' in subject.at('http://127.0.0.1', stillClock)).each([
      ['with a text', TEXT],
      ['without a text', ''],
    ])('finds the picture whose answer was lost: %s', async (_how, text) => {
      await stage.meet({ fault: 'accept_then_reset', operation: subject.publicStep });
      const media = pictures.slice(0, 1);
      const { progress } = await publishToTheEnd(subject, platform, { media, text });
      const [post] = await stage.posts();
      const located = await platform.locate?.({
        ...targetOf(subject),
        text,
        progress,
        isReply: false,
        sentAt: NOW,
      });
      expect(located).toMatchObject({ kind: 'found', remoteId: post?.postId });
    });
  });
}

/** What became of a delivery that was called again as long as its platform worked on a file. */
export interface ToTheEnd {
  outcome: Outcome | 'died';
  /** Of the last call. */
  commits: number;
  progress: unknown;
}

/** As the core does: again with the progress remembered, for as long as the platform works on a file. */
export async function publishToTheEnd(
  subject: PlatformUnderTest,
  platform: AnyPlatform,
  overrides: Partial<Attempt<unknown, unknown>>,
  prepare: (publishing: Publishing) => void = () => undefined,
): Promise<ToTheEnd> {
  let progress = overrides.progress;
  for (let call = 1; call <= MOST_CALLS; call += 1) {
    const publishing = new Publishing(subject, { ...overrides, progress });
    prepare(publishing);
    const outcome = await publishing.once(platform).catch((error: unknown) => {
      if (error instanceof Died) return 'died' as const;
      throw error;
    });
    progress = publishing.remembered.at(-1) ?? progress;
    const { commits } = publishing;
    if (outcome === 'died' || outcome.kind !== 'waiting') return { outcome, commits, progress };
    expect(commits).toBe(0);
  }
  throw new Error(`The platform was not done after ${MOST_CALLS} calls`);
}

class Died extends Error {}

function diesBeforeTheIntent(publishing: Publishing): void {
  publishing.writeIntent = () => Promise.reject(new Died());
}

function content(media: readonly MediaFile[], text = TEXT) {
  return { text, media, options: {} };
}

const SHOWN_AS = { image: 'photo', animation: 'animation', video: 'video' } as const;

function asSeen(media: readonly MediaFile[]) {
  return media.map(({ kind, sha256 }) => ({ kind: SHOWN_AS[kind], sha256 }));
}

function filesOf(post: SeenPost | undefined) {
  return (post?.attachments ?? []).flatMap(({ kind, sha256 }) =>
    sha256 === undefined ? [] : [{ kind, sha256 }],
  );
}

/** How often the bytes of a file were sent, or the address from which they can be fetched. */
async function arrivalsOf(file: MediaFile, { requests }: Recorder): Promise<number> {
  const bytes = await buffer(file.open());
  const carries = (body: Buffer) =>
    [bytes, bytes.toString('base64'), file.sha256].some((form) => body.includes(form));
  return requests.filter(({ body }) => carries(body)).length;
}
