import { afterAll, beforeAll, expect, it } from 'vitest';
import { FacebookPlatform } from '../../../src/platforms/facebook/facebook.platform.js';
import { InstagramClient } from '../../../src/platforms/instagram/instagram.client.js';
import { InstagramPlatform } from '../../../src/platforms/instagram/instagram.platform.js';
import type { AnyPlatform, MediaFile, Outcome } from '../../../src/platforms/platform.js';
import { FileHost } from '../file-host.js';
import { aPicture, aVideo } from '../media-files.js';
import { NOW, Publishing, stillClock, type PlatformUnderTest } from '../publishing.js';
import { openStage, type Stage } from '../sandbox-stage.js';
import {
  EVERYWHERE,
  FACEBOOK_REQUESTS,
  INSTAGRAM_REQUESTS,
  type GraphRequest,
} from './graph-api-fields.js';
import { aRecorder, type RecordedRequest } from './recorded-requests.js';

const TOKEN = 'EAAB-token';
const credentials = { pageAccessToken: TOKEN };
const PAGE = {
  platform: 'facebook',
  pageId: '600001',
  name: 'Lucknow',
  pageAccessToken: TOKEN,
  listedBy: ['EAAB-user'],
  businessId: '42',
};
const GRAM = {
  platform: 'instagram',
  igUserId: '17841400001',
  username: 'lucknow.gram',
  name: 'Lucknow',
  pageId: '600001',
  pageAccessToken: TOKEN,
};

const host = new FileHost();
let stage: Stage;
beforeAll(async () => {
  await host.start();
  stage = await openStage(stillClock);
  await stage.startOver([PAGE, GRAM]);
});
afterAll(async () => {
  await stage.stop();
  await host.stop();
});

it('asks Facebook for nothing that Meta does not name', async () => {
  const recorder = await aRecorder(stage.url);
  const url = `${recorder.url}/graph/v25.0`;
  const platform = FacebookPlatform.at(
    { versionedUrl: url, versionedVideoUrl: url, appSecret: 'secret', appId: '17' },
    stillClock,
  );
  const reel = { ...aVideo(), widthPx: 1_080, heightPx: 1_920 };
  await runThrough(platform, '600001', [
    { media: [], options: {} },
    { media: [aPicture(1), aPicture(2)], options: {} },
    { media: [aVideo()], options: {} },
    { media: [reel], options: { form: 'reel' } },
  ]);
  const signal = new AbortController().signal;
  await rehearsed(platform, '600001', aPicture());
  await platform.list({ token: 'EAAB-user', businessId: null, signal });
  await platform.list({ token: 'EAAB-user', businessId: '42', signal });
  await recorder.stop();
  expectNamed(recorder.requests, FACEBOOK_REQUESTS);
});

it('asks Instagram for nothing that Meta does not name', async () => {
  const recorder = await aRecorder(stage.url);
  const versionedUrl = `${recorder.url}/instagram/v25.0`;
  const client = new InstagramClient({ versionedUrl, appSecret: 'secret', appId: '17' });
  const picture = host.hosted({ ...aPicture(1), isAiMade: true });
  const [second, video] = [host.hosted(aPicture(2)), host.hosted(aVideo())];
  const platform = new InstagramPlatform({ client, clock: stillClock });
  await rehearsed(platform, GRAM.igUserId, picture);
  await runThrough(platform, GRAM.igUserId, [
    { media: [picture], options: {} },
    { media: [second, video], options: {} },
    { media: [video], options: {} },
    { media: [picture], options: { form: 'story' } },
  ]);
  await recorder.stop();
  expectNamed(recorder.requests, INSTAGRAM_REQUESTS);
});

async function rehearsed(platform: AnyPlatform, remoteId: string, picture: MediaFile) {
  const { signal } = new AbortController();
  const target = { remoteId, handle: 'lucknow', credentials, signal };
  expect(await platform.rehearse?.({ ...target, picture })).toMatchObject({ kind: 'passed' });
}

/** Publishes, loses the answer, looks, edits and deletes each of them. */
async function runThrough(
  platform: AnyPlatform,
  remoteId: string,
  posts: readonly { media: readonly MediaFile[]; options: Record<string, string> }[],
): Promise<void> {
  const target = { remoteId, handle: 'lucknow', credentials, signal: new AbortController().signal };
  await platform.identify(target);
  let number = 0;
  for (const { media, options } of posts) {
    number += 1;
    const text = `कल ${number} https://example.org/${number}`;
    const subject = { remoteId, handle: 'lucknow', credentials } as PlatformUnderTest;
    await stage.meet({ fault: 'accept_then_reset', operation: 'publish', times: 1 });
    const publishing = new Publishing(subject, { media, options, text });
    expect(await publishing.by(platform)).toMatchObject({ kind: 'uncertain' });
    const progress = publishing.remembered.at(-1);
    const located = await platform.locate?.({
      ...target,
      text,
      progress,
      isReply: false,
      sentAt: NOW,
    });
    expect(located).toMatchObject({ kind: 'found' });
    const outcome: Outcome = await publishing.by(platform);
    expect(outcome).toMatchObject({ kind: 'published' });
    const postId = outcome.kind === 'published' ? outcome.remoteId : '';
    const post = { ...target, postId, publishedAt: NOW };
    await platform.edit?.({ ...post, text: 'corrected', hasMedia: media.length > 0, options });
    expect(await platform.retract?.(post)).toEqual({ kind: 'retracted' });
  }
}

function expectNamed(requests: readonly RecordedRequest[], named: readonly GraphRequest[]): void {
  const byCall = new Map(named.map((one) => [one.call, one]));
  const unnamed = requests.flatMap(({ call, params, fields }) => {
    const request = byCall.get(call);
    if (!request) return [call];
    const foreign = params.filter(
      (name) => !EVERYWHERE.includes(name) && !request.params.includes(name),
    );
    const unread = fields.filter(
      (name) => name !== 'id' && request.fields?.includes(name) !== true,
    );
    return [...foreign, ...unread].map((name) => `${call} ${name}`);
  });
  expect([...new Set(unnamed)]).toEqual([]);
  const made = new Set(requests.map(({ call }) => call));
  expect([...byCall.keys()].filter((call) => !made.has(call))).toEqual([]);
}
