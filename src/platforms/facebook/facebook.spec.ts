import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../kernel/clock.js';
import type { JsonAnswer } from '../../kernel/egress/index.js';
import { describePlatform } from '../../../test/platforms/conformance.js';
import { aPicture, aVideo } from '../../../test/platforms/media-files.js';
import {
  NOW,
  Publishing,
  stillClock,
  targetOf,
  type PlatformUnderTest,
} from '../../../test/platforms/publishing.js';
import { aMachine, openStage } from '../../../test/platforms/sandbox-stage.js';
import type { Outcome } from '../platform.js';
import { budgetsOf } from './facebook.budgets.js';
import { FACEBOOK_CREDENTIALS } from './facebook.credentials.js';
import { outcomeOfFlip, outcomeOfPrepare } from './facebook.outcome.js';
import { FacebookPlatform } from './facebook.platform.js';
import { outcomeOfDelete, outcomeOfMissing } from './facebook.retraction.js';

const TOKEN = 'EAAB-canary-of-the-page';

function facebookAt(url: string, clock: Clock, appSecret: string | null = null): FacebookPlatform {
  return FacebookPlatform.at({ versionedUrl: url, versionedVideoUrl: url, appSecret }, clock);
}

const SUBJECT: PlatformUnderTest = {
  at: (url, clock) => facebookAt(`${url}/graph/v25.0`, clock),
  account: {
    platform: 'facebook',
    pageId: '600001',
    name: 'Lucknow',
    username: 'lucknow.page',
    pageAccessToken: TOKEN,
    verificationStatus: 'blue_verified',
    followers: 5120,
  },
  remoteId: '600001',
  handle: 'lucknow.page',
  credentials: { pageAccessToken: TOKEN },
  revokedCredentials: { pageAccessToken: 'EAAB-revoked' },
  secrets: [TOKEN],
  identified: {
    kind: 'identified',
    remoteId: '600001',
    handle: 'lucknow.page',
    isVerified: true,
    audience: 5120,
  },
  longest: 'क'.repeat(63_206),
  tooLong: 'क'.repeat(63_207),
  publicStep: 'publish',
  prepared: { postId: '600001_1' },
  lastPost: { account: { dailyCalls: 2 }, pauseMs: 300_000 },
  pictures: Array.from({ length: 10 }, (_, index) => aPicture(index + 1)),
  video: aVideo(),
};
describePlatform(SUBJECT);

function answer(status: number, body: unknown, headers: JsonAnswer['headers'] = {}): JsonAnswer {
  return { status, headers, body, excerpt: '' };
}

const graphError = (code: number, subcode?: number, isTransient = false) =>
  answer(400, {
    error: { message: 'said', code, error_subcode: subcode, is_transient: isTransient },
  });

const flippedWith = (value: JsonAnswer): Outcome =>
  outcomeOfFlip({ kind: 'answered', value }, '600001_1');

function preparedWith(value: JsonAnswer): unknown {
  const prepared = outcomeOfPrepare({ kind: 'answered', value });
  return prepared.kind === 'ended' ? prepared.outcome : prepared;
}

const CONTENT = { kind: 'refused', cause: 'content' };
const CREDENTIALS = { kind: 'refused', cause: 'credentials' };
const PERMISSION = { kind: 'refused', cause: 'permission' };
const UNCLEAR = { kind: 'uncertain', cause: 'unclear_answer' };
const UNAVAILABLE = { kind: 'unavailable' };

describe('what an error of Facebook means', () => {
  it.each([
    ['1: unknown', graphError(1, 99), UNAVAILABLE, UNCLEAR],
    ['2: service', graphError(2), UNAVAILABLE, UNCLEAR],
    ['4: the application', graphError(4), { scope: 'application' }, UNCLEAR],
    ['17: the person', graphError(17), { scope: 'account' }, UNCLEAR],
    ['32: the Page', graphError(32), { scope: 'account' }, UNCLEAR],
    ['80001: the Page', graphError(80_001), { scope: 'account' }, UNCLEAR],
    ['10: permission', graphError(10), PERMISSION, PERMISSION],
    ['200: permission', graphError(200), PERMISSION, PERMISSION],
    ['299: permission', graphError(299), PERMISSION, PERMISSION],
    ['10, passing', graphError(10, undefined, true), UNAVAILABLE, UNCLEAR],
    ['100: a parameter', graphError(100), CONTENT, CONTENT],
    ['100/33: not there', graphError(100, 33), PERMISSION, UNAVAILABLE],
    ['190: the token', graphError(190, 463), CREDENTIALS, CREDENTIALS],
    ['368: spam', graphError(368), PERMISSION, UNCLEAR],
    ['506: said just now', graphError(506), CONTENT, { kind: 'uncertain', cause: 'duplicate' }],
    ['200/1404078: publishing authorization', graphError(200, 1_404_078), PERMISSION, PERMISSION],
    ['a code without a row', graphError(987_654), UNAVAILABLE, UNCLEAR],
    ['a page of a proxy', answer(502, undefined), UNAVAILABLE, UNCLEAR],
    ['a redirect', answer(307, undefined), UNAVAILABLE, UNCLEAR],
    ['success of something else', answer(200, { ok: 1 }), UNAVAILABLE, UNCLEAR],
  ])('%s', (_what, value, whilePreparing, whileMakingPublic) => {
    expect(preparedWith(value)).toMatchObject(whilePreparing);
    expect(flippedWith(value)).toMatchObject(whileMakingPublic);
  });

  it('tells in minutes how long a Page has to wait', () => {
    const usage = (minutes: number) => [
      { type: 'pages', call_count: 100, estimated_time_to_regain_access: minutes },
    ];
    const header = JSON.stringify({ 600001: usage(3), 9: usage(1) });
    const limited = { ...graphError(80_001), headers: { 'x-business-use-case-usage': header } };
    expect(preparedWith(limited)).toMatchObject({ kind: 'throttled', retryAfterMs: 180_000 });
  });

  it('never lets a failed preparation look as if the post might be public', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.jsonValue(), (status, body) => {
        expect(preparedWith(answer(status, body))).not.toMatchObject({ kind: 'uncertain' });
      }),
    );
  });

  it('never claims to know after an answer of the last step that Meta does not document', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), fc.jsonValue(), (status, body) => {
        expect(flippedWith(answer(status, body))).toMatchObject({ kind: 'uncertain' });
      }),
    );
  });
});

describe('a success of Facebook', () => {
  const flippedWithHeaders = (headers: JsonAnswer['headers']): Outcome =>
    flippedWith(answer(200, { success: true }, headers));
  const business = (usage: object, pageId = '600001') => ({
    'x-business-use-case-usage': JSON.stringify({ [pageId]: [{ type: 'pages', ...usage }] }),
  });
  const plain = (name: string, usage: object) => ({ [name]: JSON.stringify(usage) });

  it.each([
    ['the Page', 'account', business({ call_count: 95 })],
    ['the Page, by its processor time', 'account', business({ total_cputime: 97 })],
    ['the Page, in the older header', 'account', plain('x-page-usage', { call_count: 100 })],
    ['the application', 'application', plain('x-app-usage', { call_count: 96, total_time: 3 })],
  ])('asks for a pause when it used up the allowance of %s', (_whose, scope, headers) => {
    expect(flippedWithHeaders(headers)).toMatchObject({
      kind: 'published',
      pause: { scope, forMs: 300_000 },
    });
  });

  it('asks for as many minutes as Meta names, and never for fewer than five', () => {
    const pauseOf = (minutes: number) =>
      flippedWithHeaders(business({ call_count: 100, estimated_time_to_regain_access: minutes }));
    expect(pauseOf(19)).toMatchObject({ pause: { forMs: 19 * 60_000 } });
    expect(pauseOf(1)).toMatchObject({ pause: { forMs: 300_000 } });
  });

  it('binds every Page where the application has no more either', () => {
    const headers = {
      ...business({ call_count: 100, estimated_time_to_regain_access: 600 }),
      ...plain('x-app-usage', { call_count: 99 }),
    };
    expect(flippedWithHeaders(headers)).toMatchObject({
      pause: { scope: 'application', forMs: 300_000 },
    });
  });

  it.each([
    ['there is room', business({ call_count: 94 })],
    ['it is the limit of another product', business({ type: 'instagram', call_count: 100 })],
    ['no header tells', {}],
    ['the header is not readable', { 'x-business-use-case-usage': '{', 'x-app-usage': '[]' }],
  ])('asks for none when %s', (_when, headers) => {
    expect(flippedWithHeaders(headers)).toEqual({
      kind: 'published',
      remoteId: '600001_1',
      permalink: 'https://www.facebook.com/600001_1',
    });
  });

  it('keeps the draft for later when preparing it took the last call', async () => {
    const stage = await openStage(stillClock);
    await stage.startOver([{ ...SUBJECT.account, dailyCalls: 1 }]);
    await stage.enforceLimits();
    const publishing = new Publishing(SUBJECT);
    const outcome = await publishing.by(SUBJECT.at(stage.url, stillClock));
    await stage.stop();
    expect(outcome).toMatchObject({ kind: 'throttled', scope: 'account', retryAfterMs: 300_000 });
    expect(publishing.commits).toBe(0);
    expect(publishing.remembered).toHaveLength(1);
  });
});

describe('a delete on Facebook that does not find the post', () => {
  const pageOf = (id: string) => answer(200, { id, name: 'Lucknow' });
  const missing = (value: JsonAnswer, ageMs = 3_600_000) =>
    outcomeOfMissing({ kind: 'answered', value }, { pageId: '600001', ageMs });

  it('is proof of nothing by itself', () => {
    const sent = { kind: 'answered', value: graphError(100, 33) } as const;
    expect(outcomeOfDelete(sent)).toEqual({ kind: 'missing' });
  });

  it('proves that it is gone when the token speaks for the Page', () => {
    expect(missing(pageOf('600001'))).toEqual({ kind: 'retracted' });
  });

  it.each([
    ['speaks for another Page', pageOf('600002'), 'refused'],
    ['speaks for nobody any more', graphError(190), 'refused'],
    ['lost a permission', graphError(10), 'refused'],
    ['could not be asked about', graphError(2), 'unavailable'],
    ['may ask nothing for a while', graphError(80_001), 'unavailable'],
  ])('proves nothing when the token %s', (_what, value, kind) => {
    expect(missing(value)).toMatchObject({ kind });
  });

  it('is asked again as long as Meta may not know the fresh post', () => {
    expect(missing(pageOf('600001'), 14_000)).toMatchObject({
      kind: 'unavailable',
      retryAfterMs: 1_000,
    });
    expect(missing(pageOf('600001'), 15_000)).toEqual({ kind: 'retracted' });
  });

  it('is left to a person when the token of another Page was imported', async () => {
    const stage = await openStage(stillClock);
    const other = { ...SUBJECT.account, pageId: '600002', pageAccessToken: 'EAAB-other' };
    await stage.startOver([SUBJECT.account, other]);
    const platform = SUBJECT.at(stage.url, stillClock);
    const outcome = await new Publishing(SUBJECT).by(platform);
    const retracted = await platform.retract?.({
      ...targetOf(SUBJECT),
      credentials: { pageAccessToken: 'EAAB-other' },
      postId: outcome.kind === 'published' ? outcome.remoteId : '',
      publishedAt: new Date(NOW.getTime() - 3_600_000),
    });
    const posts = await stage.posts();
    await stage.stop();
    expect(retracted).toMatchObject({ kind: 'refused' });
    expect(posts).toHaveLength(1);
  });
});

it('draws on the Page and on the application, whatever the token', () => {
  const keys = budgetsOf({ remoteId: '600001' }).map(({ key }) => key);
  expect(keys).toEqual(['facebook/page/600001', 'facebook/app']);
});

describe('a Facebook Page', () => {
  const locate = (url: string, progress?: { postId: string }) =>
    facebookAt(url, stillClock).locate({
      remoteId: '600001',
      handle: 'lucknow.page',
      credentials: { pageAccessToken: TOKEN },
      signal: new AbortController().signal,
      text: 'any',
      progress,
      isReply: false,
      sentAt: NOW,
    });

  it('surely shows nothing when no draft was prepared', async () => {
    expect(await locate('http://127.0.0.1:1')).toMatchObject({ kind: 'absent', isProof: true });
  });

  it('proves nothing when the draft cannot be found', async () => {
    const machine = await aMachine((_request, response) => {
      response.writeHead(400).end(JSON.stringify(graphError(100, 33).body));
    });
    const located = await locate(machine.url, { postId: '600001_1' });
    await machine.stop();
    expect(located).toMatchObject({ kind: 'unreadable' });
  });

  it('is never asked with the token in an address', async () => {
    const asked: { url: string | undefined; authorization: string | undefined }[] = [];
    const machine = await aMachine(({ url, headers }, response) => {
      asked.push({ url, authorization: headers.authorization });
      response.end('{}');
    });
    await locate(machine.url, { postId: '600001_1' });
    await machine.stop();
    expect(asked).toHaveLength(1);
    expect(asked[0]?.url).not.toContain(TOKEN);
    expect(asked[0]?.authorization).toBe(`Bearer ${TOKEN}`);
  });
});

describe('a Facebook app with a secret', () => {
  it('proves with each request that the app itself makes it, and shows neither proof nor secret', async () => {
    const asked: string[] = [];
    const machine = await aMachine((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.once('end', () => {
        asked.push(`${request.url ?? ''} ${body}`);
        response.writeHead(400).end(JSON.stringify({ error: { code: 10, message: body } }));
      });
    });
    const outcome = await new Publishing(SUBJECT).by(facebookAt(machine.url, stillClock, 'secret'));
    await machine.stop();
    const proof = createHmac('sha256', 'secret').update(TOKEN).digest('hex');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(`appsecret_proof=${proof}`);
    expect(JSON.stringify(outcome)).not.toContain(proof);
  });
});

describe('credentials of Facebook', () => {
  it('are one token of the Page', () => {
    expect(FACEBOOK_CREDENTIALS.parse({ pageAccessToken: ` ${TOKEN} ` })).toEqual({
      kind: 'complete',
      credentials: { pageAccessToken: TOKEN },
    });
  });

  it.each([{}, { pageAccessToken: '' }, { pageAccessToken: 'two words' }])(
    'are not %j',
    (cells) => {
      const parsed = FACEBOOK_CREDENTIALS.parse(cells);
      expect(parsed).toEqual({ kind: 'incomplete', missing: ['pageAccessToken'] });
    },
  );
});
