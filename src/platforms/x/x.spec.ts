import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { describePlatform } from '../../../test/platforms/conformance.js';
import { NOW, stillClock } from '../../../test/platforms/publishing.js';
import { aMachine, type Machine } from '../../../test/platforms/sandbox-stage.js';
import type { Located, Outcome } from '../platform.js';
import { XClient } from './x.client.js';
import { X_CREDENTIALS } from './x.credentials.js';
import { outcomeOfCreate } from './x.outcome.js';
import { XPlatform } from './x.platform.js';

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
    [402, said('CreditsDepleted'), { kind: 'refused', cause: 'credit' }],
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
