import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { XClient } from '../../../src/platforms/x/x.client.js';
import { XPlatform } from '../../../src/platforms/x/x.platform.js';
import { publishToTheEnd } from '../media.js';
import { anAnimation, aPicture, aVideo } from '../media-files.js';
import { NOW, stillClock, targetOf, TEXT, type PlatformUnderTest } from '../publishing.js';
import { aRecorder, type Recorded, type Recorder } from '../recorder.js';
import { openStage, type Stage } from '../sandbox-stage.js';
import { judge, openApiOf, type OpenApi } from './openapi.js';

const KEYS = {
  appKey: 'canary-app-key',
  appSecret: 'canary-app-secret',
  accessToken: '4711-canary-token',
  accessSecret: 'canary-access-secret',
};
const subject = {
  account: { platform: 'x', id: '4711', username: 'lucknow', ...KEYS },
  remoteId: '4711',
  handle: 'lucknow',
  credentials: { kind: 'oauth1', ...KEYS },
} as unknown as PlatformUnderTest;

let api: OpenApi;
let stage: Stage;
let recorder: Recorder;
let platform: XPlatform;

beforeAll(async () => {
  api = await openApiOf('x-openapi.json');
  stage = await openStage(stillClock);
});
beforeEach(async () => {
  await stage.startOver([subject.account]);
  recorder = await aRecorder(stage.url);
  platform = new XPlatform(new XClient(`${recorder.url}/x`), stillClock);
});
afterEach(() => recorder.stop());
afterAll(() => stage.stop());

const judged = () => recorder.requests.map((request) => judge(api, request, '/x'));
const operations = () => [...new Set(judged().map(({ operationId }) => operationId))].sort();
const deviations = () => judged().flatMap((one) => one.deviations);

describe('every request to X is one of its OpenAPI document', () => {
  it('when pictures are published, found again and taken down', async () => {
    const media = [1, 2, 3, 4].map((number) => aPicture(number));
    const options = { replySettings: 'mentionedUsers', madeWithAi: true };
    const { outcome, progress } = await publishToTheEnd(subject, platform, { media, options });
    const postId = outcome !== 'died' && outcome.kind === 'published' ? outcome.remoteId : '';
    const target = targetOf(subject) as Parameters<XPlatform['identify']>[0];
    await platform.locate({
      ...target,
      text: TEXT,
      progress: progress as never,
      isReply: false,
      sentAt: NOW,
    });
    await platform.retract({ ...target, postId, publishedAt: NOW });
    await platform.identify(target);
    expect(deviations()).toEqual([]);
    expect(operations()).toEqual([
      'appendMediaUpload',
      'createMediaMetadata',
      'createPosts',
      'deletePosts',
      'finalizeMediaUpload',
      'getUsersMe',
      'getUsersPosts',
      'initializeMediaUpload',
    ]);
  });

  it('when a large video or a GIF is published', async () => {
    await publishToTheEnd(subject, platform, { media: [aVideo({ leastBytes: 3_000_000 })] });
    await publishToTheEnd(subject, platform, { media: [anAnimation()], text: '' });
    expect(deviations()).toEqual([]);
    expect(operations()).toContain('getMediaUploadStatus');
  });

  it('when a thread is published and a lost part of it is looked for', async () => {
    const { outcome } = await publishToTheEnd(subject, platform, { text: 'एक' });
    const first = outcome !== 'died' && outcome.kind === 'published' ? outcome.remoteId : '';
    await publishToTheEnd(subject, platform, { text: 'दो', replyTo: first });
    const target = targetOf(subject) as Parameters<XPlatform['identify']>[0];
    await platform.locate({
      ...target,
      text: 'दो',
      isReply: true,
      progress: undefined,
      sentAt: NOW,
    });
    expect(deviations()).toEqual([]);
    expect(operations()).toEqual(['createPosts', 'getUsersPosts']);
    expect(await stage.posts()).toContainEqual(expect.objectContaining({ replyTo: first }));
  });

  it('when a poll is published', async () => {
    const poll = { question: '', answers: ['हाँ', 'नहीं', 'शायद', 'पता नहीं'], openForMinutes: 5 };
    await publishToTheEnd(subject, platform, { text: 'Hm?', options: { poll } });
    expect(deviations()).toEqual([]);
    expect(operations()).toEqual(['createPosts']);
  });
});

describe('the document of X', () => {
  const request = (changes: Partial<Recorded>): Recorded => ({
    method: 'POST',
    path: '/x/2/tweets',
    query: new URLSearchParams(),
    headers: { 'content-type': 'application/json' },
    body: Buffer.from('{"text":"Hm"}'),
    ...changes,
  });
  const poll = (answers: string[]) =>
    Buffer.from(JSON.stringify({ text: '', poll: { options: answers, duration_minutes: 5 } }));

  it.each([
    ['an operation that X has not', { path: '/x/2/twits' }, /no operation/],
    ['a field that X has not', { body: Buffer.from('{"txet":"Hm"}') }, /txet/],
    ['a poll of one answer', { body: poll(['1']) }, /poll\.options/],
    ['an answer that is too long', { body: poll(['1', 'क'.repeat(26)]) }, /poll\.options\.1/],
    ['a form where JSON is due', { headers: { 'content-type': 'text/plain' } }, /does not take/],
    ['a query that X has not', { query: new URLSearchParams({ a: 'b' }) }, /no query parameter a/],
  ])('does not allow %s', (_what, changes, deviation) => {
    expect(judge(api, request(changes), '/x').deviations.join()).toMatch(deviation);
  });

  it('allows a text', () => {
    expect(judge(api, request({}), '/x').deviations).toEqual([]);
  });
});
