import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { describePlatform } from '../../../test/platforms/conformance.js';
import { anAnimation, aPicture, aVideo } from '../../../test/platforms/media-files.js';
import { NOW, stillClock } from '../../../test/platforms/publishing.js';
import { aMachine, type Machine } from '../../../test/platforms/sandbox-stage.js';
import type { Located, Outcome } from '../platform.js';
import { budgetsOf } from './x.budgets.js';
import { XClient } from './x.client.js';
import { X_CREDENTIALS } from './x.credentials.js';
import { outcomeOfCreate } from './x.outcome.js';
import { XPlatform } from './x.platform.js';
import { outcomeOfDelete } from './x.retraction.js';

const KEYS = {
  appKey: 'canary-app-key',
  appSecret: 'canary-app-secret',
  accessToken: '4711-canary-token',
  accessSecret: 'canary-access-secret',
};

describePlatform({
  at: (url, clock) => new XPlatform(new XClient(`${url}/x`), clock),
  account: {
    platform: 'x',
    id: '4711',
    username: 'lucknow',
    ...KEYS,
    verifiedType: 'government',
    followers: 5120,
  },
  remoteId: '4711',
  handle: 'lucknow',
  credentials: { kind: 'oauth1', ...KEYS },
  revokedCredentials: { kind: 'oauth1', ...KEYS, accessSecret: 'revoked' },
  secrets: Object.values(KEYS),
  identified: {
    kind: 'identified',
    remoteId: '4711',
    handle: 'lucknow',
    isVerified: true,
    audience: 5120,
  },
  longest: 'क'.repeat(280),
  tooLong: 'क'.repeat(281),
  publicStep: 'create',
  prepared: undefined,
  lastPost: { account: { quarterHourPosts: 1 }, pauseMs: 900_000 },
  pictures: [aPicture(1), aPicture(2), aPicture(3), aPicture(4)],
  animation: anAnimation(),
  video: aVideo(),
});

const RESET_IN_2_MINUTES = String(NOW.getTime() / 1000 + 120);
const RESET_IN_5_HOURS = String(NOW.getTime() / 1000 + 5 * 3600);

function answeredWith(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Outcome {
  return outcomeOfCreate(
    { kind: 'answered', value: { kind: 'error', status, headers, body } },
    'lucknow',
    NOW,
  );
}

const said = (title: string, detail = title) => ({ title, detail, type: 'about:blank' });

describe('what an answer of X means', () => {
  it.each([
    [400, said('Invalid Request'), { kind: 'refused', cause: 'content' }],
    [401, said('Unauthorized'), { kind: 'refused', cause: 'credentials' }],
    [402, said('CreditsDepleted'), { kind: 'throttled', scope: 'application' }],
    [403, said('Forbidden', 'Your account is suspended'), { kind: 'refused', cause: 'permission' }],
    [
      403,
      said('Forbidden', 'You are not allowed to create a Tweet with duplicate content.'),
      { kind: 'uncertain', cause: 'duplicate' },
    ],
    [403, undefined, { kind: 'uncertain', cause: 'unclear_answer' }],
    [401, { message: 'a proxy wants to know you' }, { kind: 'uncertain', cause: 'unclear_answer' }],
    [401, undefined, { kind: 'uncertain', cause: 'unclear_answer' }],
    [404, said('Not Found'), { kind: 'uncertain', cause: 'unclear_answer' }],
    [408, said('Request Timeout'), { kind: 'uncertain', cause: 'unclear_answer' }],
    [500, said('Internal Server Error'), { kind: 'uncertain', cause: 'unclear_answer' }],
    [503, said('Service Unavailable'), { kind: 'uncertain', cause: 'unclear_answer' }],
  ])('%i %j', (status, body, meaning) => {
    expect(answeredWith(status, body)).toMatchObject(meaning);
  });

  it('is a wait for the account when its quarter of an hour is used up', () => {
    const outcome = answeredWith(429, said('Too Many Requests'), {
      'x-rate-limit-remaining': '0',
      'x-rate-limit-reset': RESET_IN_2_MINUTES,
      'x-app-limit-24hour-remaining': '7',
      'x-app-limit-24hour-reset': RESET_IN_5_HOURS,
    });
    expect(outcome).toMatchObject({ scope: 'account', retryAfterMs: 120_000 });
  });

  it('is a wait for everybody when the day of the application is used up', () => {
    const outcome = answeredWith(429, said('Too Many Requests'), {
      'x-rate-limit-remaining': '80',
      'x-rate-limit-reset': RESET_IN_2_MINUTES,
      'x-app-limit-24hour-remaining': '0',
      'x-app-limit-24hour-reset': RESET_IN_5_HOURS,
    });
    expect(outcome).toMatchObject({ scope: 'application', retryAfterMs: 5 * 3_600_000 });
  });

  it('is a wait for everybody when the paid allowance is used up beside healthy windows', () => {
    const outcome = answeredWith(429, said('UsageCapExceeded'), {
      'x-rate-limit-remaining': '80',
      'x-rate-limit-reset': RESET_IN_2_MINUTES,
    });
    expect(outcome).toMatchObject({ scope: 'application', retryAfterMs: null });
  });

  it('is a wait for whom X does not name when no window is used up, or none is told', () => {
    const healthy = { 'x-rate-limit-remaining': '49', 'x-rate-limit-reset': RESET_IN_2_MINUTES };
    for (const headers of [healthy, {}]) {
      expect(answeredWith(429, said('Too Many Requests'), headers)).toMatchObject({
        kind: 'throttled',
        scope: 'unclear',
        retryAfterMs: null,
      });
    }
  });

  it('is no longer a wait for everybody than the application needs', () => {
    const outcome = answeredWith(429, said('Too Many Requests'), {
      'x-user-limit-24hour-remaining': '0',
      'x-user-limit-24hour-reset': RESET_IN_5_HOURS,
      'x-app-limit-24hour-remaining': '0',
      'x-app-limit-24hour-reset': RESET_IN_2_MINUTES,
    });
    expect(outcome).toMatchObject({ scope: 'application', retryAfterMs: 120_000 });
  });

  it('never waits for an instant that has passed', () => {
    const headers = { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '1000000000' };
    expect(answeredWith(429, said('Too Many Requests'), headers)).toMatchObject({
      retryAfterMs: 0,
    });
  });

  it('proves that nothing went out only where X documents it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 599 }), fc.jsonValue(), (status, body) => {
        const { kind } = answeredWith(status, body);
        const isDocumented = [400, 401, 402, 403, 429].includes(status);
        expect(kind === 'uncertain' || isDocumented).toBe(true);
        expect(kind).not.toBe('published');
      }),
    );
  });
});

describe('a success of X', () => {
  const published = (headers: Record<string, string>): Outcome =>
    outcomeOfCreate(
      { kind: 'answered', value: { kind: 'done', headers, body: { data: { id: '17' } } } },
      'lucknow',
      NOW,
    );
  const used = (bucket: string, reset = RESET_IN_2_MINUTES) => ({
    [`${bucket}-remaining`]: '0',
    [`${bucket}-reset`]: reset,
  });

  it.each([
    ['x-rate-limit', 'account'],
    ['x-user-limit-24hour', 'account'],
    ['x-app-limit-24hour', 'application'],
  ])('asks for a pause when it was the last of %s: of the %s', (bucket, scope) => {
    const outcome = published({ 'x-rate-limit-remaining': '80', ...used(bucket) });
    expect(outcome).toMatchObject({ kind: 'published', pause: { scope, forMs: 120_000 } });
  });

  it('binds everybody where the application has no more either', () => {
    const headers = { ...used('x-rate-limit'), ...used('x-app-limit-24hour', RESET_IN_5_HOURS) };
    expect(published(headers)).toMatchObject({
      pause: { scope: 'application', forMs: 5 * 3_600_000 },
    });
  });

  it.each([
    ['there is room', { 'x-rate-limit-remaining': '1', 'x-rate-limit-reset': RESET_IN_2_MINUTES }],
    ['no header tells', {}],
    ['no time is named', { 'x-rate-limit-remaining': '0' }],
    ['the time has passed', used('x-rate-limit', '1000000000')],
    ['the time is no time', used('x-rate-limit', '9'.repeat(40))],
    ['the number is none', { 'x-rate-limit-remaining': '-', 'x-rate-limit-reset': '17' }],
  ])('asks for none when %s', (_when, headers) => {
    const outcome = published(headers);
    expect(outcome.kind).toBe('published');
    expect(outcome).not.toHaveProperty('pause');
  });
});

describe('a delete on X', () => {
  const gone = 'https://api.x.com/2/problems/resource-not-found';
  const deletedWith = (kind: 'done' | 'error', status: number, body: unknown): string =>
    outcomeOfDelete(
      { kind: 'answered', value: { kind, status, headers: {}, body } },
      { postId: '17', now: NOW },
    ).kind;

  it.each([
    ['it says so', 'done', 200, { data: { deleted: true } }],
    ['X has no such post', 'error', 404, { ...said('Not Found Error'), type: gone }],
    ['X has no such post, in part', 'done', 200, { errors: [{ type: gone, resource_id: '17' }] }],
  ] as const)('is proved when %s', (_why, kind, status, body) => {
    expect(deletedWith(kind, status, body)).toBe('retracted');
  });

  it.each([
    ['X did not delete', 'done', 200, { data: { deleted: false } }],
    ['something else is missing', 'error', 404, { title: 'x', type: gone, resource_id: '18' }],
    ['the address is unknown', 'error', 404, said('Not Found')],
    ['the answer is empty', 'done', 200, undefined],
    ['X is down', 'error', 503, said('Service Unavailable')],
  ] as const)('is not proved when %s', (_why, kind, status, body) => {
    expect(deletedWith(kind, status, body)).toBe('unavailable');
  });
});

describe('budgets of X', () => {
  const keysOf = (remoteId: string, appKey: string, operation: 'publish' | 'retract') =>
    budgetsOf({ remoteId, credentials: { kind: 'oauth1', ...KEYS, appKey } }, operation).map(
      ({ key }) => key,
    );

  it('are shared by the accounts of one application and by no others', () => {
    const [lucknow, ofA] = keysOf('1', 'a', 'publish');
    const [kanpur, alsoOfA] = keysOf('2', 'a', 'publish');
    const [, ofB] = keysOf('2', 'b', 'publish');
    expect([lucknow, kanpur]).toEqual(['x/user/1', 'x/user/2']);
    expect(ofA).toBe(alsoOfA);
    expect(ofA).not.toBe(ofB);
  });

  it('take tokens that do not tell their application for those of one', () => {
    const credentials = { kind: 'oauth2', bearerToken: 'canary-bearer' } as const;
    const keys = budgetsOf({ remoteId: '1', credentials }, 'publish').map(({ key }) => key);
    expect(keys).toEqual(['x/user/1', 'x/app/bearer']);
  });

  it('count deletes by themselves', () => {
    expect(keysOf('1', 'a', 'retract')).toEqual(['x/user/1/delete']);
  });
});

describe('looking for a lost post on X', () => {
  let machine: Machine | undefined;
  afterEach(async () => machine?.stop());

  const post = (id: string, text: string, createdAt: string) => ({
    id,
    text,
    created_at: createdAt,
  });
  const locate = async (shown: object[]): Promise<Located> => {
    machine = await aMachine((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ data: shown, meta: { result_count: shown.length } }));
    });
    return new XPlatform(new XClient(machine.url), stillClock).locate({
      remoteId: '4711',
      handle: 'lucknow',
      credentials: { kind: 'oauth1', ...KEYS },
      signal: new AbortController().signal,
      text: 'Flood warning for Lucknow',
      progress: undefined,
      isReply: false,
      sentAt: NOW,
    });
  };

  it('does not take the same words of last week for ours', async () => {
    const shown = [post('1', 'Flood warning for Lucknow', '2026-11-24T06:00:00.000Z')];
    expect(await locate(shown)).toMatchObject({ kind: 'absent', isProof: false });
  });

  it('allows for a clock that is a little behind and tells whole seconds', async () => {
    const shown = [post('2', 'Flood warning for Lucknow', '2026-12-01T05:59:58.000Z')];
    expect(await locate(shown)).toMatchObject({ kind: 'found', remoteId: '2' });
  });

  it('does not take another post of the same minute for ours', async () => {
    const shown = [post('3', 'Flood warning for Kanpur', '2026-12-01T06:00:01.000Z')];
    expect(await locate(shown)).toMatchObject({ kind: 'absent' });
  });
});

describe('credentials of X', () => {
  it('are the four values of OAuth 1.0a', () => {
    expect(X_CREDENTIALS.parse({ ...KEYS, appKey: ' canary-app-key ' })).toEqual({
      kind: 'complete',
      credentials: { kind: 'oauth1', ...KEYS },
    });
  });

  it('or one token of OAuth 2.0, which publishes as well', async () => {
    const parsed = X_CREDENTIALS.parse({ bearerToken: 'canary-bearer' });
    expect(parsed).toEqual({
      kind: 'complete',
      credentials: { kind: 'oauth2', bearerToken: 'canary-bearer' },
    });
  });

  it('name what is missing and never what is there', () => {
    const parsed = X_CREDENTIALS.parse({ appKey: 'canary-app-key', accessToken: 'two words' });
    expect(parsed).toEqual({
      kind: 'incomplete',
      missing: ['appSecret', 'accessToken', 'accessSecret'],
    });
  });
});

it('sends an OAuth 2.0 token in the header', async () => {
  const headers: (string | undefined)[] = [];
  const machine = await aMachine((request, response) => {
    headers.push(request.headers.authorization);
    response.writeHead(500).end();
  });
  const platform = new XPlatform(new XClient(machine.url), stillClock);
  await platform.identify({
    remoteId: '4711',
    handle: 'lucknow',
    credentials: { kind: 'oauth2', bearerToken: 'canary-bearer' },
    signal: new AbortController().signal,
  });
  await machine.stop();
  expect(headers).toEqual(['Bearer canary-bearer']);
});
