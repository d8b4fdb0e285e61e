import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describePlatform } from '../../../test/platforms/conformance.js';
import { HeldClock, stillClock } from '../../../test/platforms/publishing.js';
import { anAnimation, aPicture, aVideo } from '../../../test/platforms/media-files.js';
import type { JsonAnswer } from '../../kernel/egress/index.js';
import { provedCause, sentTimestamp } from './signal.answer.js';
import { budgetsOf } from './signal.budgets.js';
import { SignalClient } from './signal.client.js';
import { SIGNAL_CREDENTIALS } from './signal.credentials.js';
import { outcomeOfSend } from './signal.outcome.js';
import { SignalPlatform } from './signal.platform.js';

const NUMBER = '+919876543210';
const API_TOKEN = 'canary-of-the-gateway';
const GROUP = `group.${Buffer.from(Buffer.alloc(32, 7).toString('base64')).toString('base64')}`;

describePlatform({
  at: (url, clock) => new SignalPlatform(new SignalClient(`${url}/signal`), clock),
  account: {
    platform: 'signal',
    number: NUMBER,
    groupId: GROUP,
    name: 'लखनऊ कार्यकर्ता',
    members: 212,
    apiToken: API_TOKEN,
  },
  remoteId: GROUP,
  handle: 'लखनऊ कार्यकर्ता',
  credentials: { number: NUMBER, apiToken: API_TOKEN },
  revokedCredentials: { number: NUMBER, apiToken: 'revoked' },
  secrets: [NUMBER, API_TOKEN],
  identified: {
    kind: 'identified',
    remoteId: GROUP,
    handle: 'लखनऊ कार्यकर्ता',
    isVerified: null,
    audience: 212,
  },
  longest: 'क'.repeat(2_000),
  tooLong: 'क'.repeat(2_001),
  publicStep: 'create',
  prepared: undefined,
  limits: 'silent',
  readers: 'members',
  pictures: [1, 2, 3, 4].map(aPicture),
  animation: anAnimation(),
  video: aVideo(),
});

function answer(status: number, body: unknown): JsonAnswer {
  return { status, headers: {}, body, excerpt: '' };
}

function outcome(status: number, body: unknown) {
  return outcomeOfSend({ kind: 'answered', value: answer(status, body) });
}

describe('what an answer of signal-cli-rest-api means', () => {
  it.each([
    ['User [secret] is not registered.', { kind: 'refused', cause: 'credentials' }],
    ['Specified account does not exist', { kind: 'refused', cause: 'credentials' }],
    ['Group not found: dGVzdA==', { kind: 'refused', cause: 'permission' }],
    ['User is not a member in group: लखनऊ (dGVzdA==)', { kind: 'refused', cause: 'permission' }],
    [
      'User is not allowed to send message to group: लखनऊ (dGVzdA==)',
      { kind: 'refused', cause: 'permission' },
    ],
    [
      'INFO  AccountHelper - checking\nGroup not found: dGVzdA==\n',
      { kind: 'refused', cause: 'permission' },
    ],
    ['Failed to send message', { kind: 'uncertain', cause: 'unclear_answer' }],
    ['Group not found: dGVzdA==\nFailed to send message', { kind: 'uncertain' }],
    ['process killed as timeout reached', { kind: 'uncertain' }],
    ['Unable to complete request due to untrusted recipient keys', { kind: 'uncertain' }],
  ])('400 %j', (error, meaning) => {
    expect(outcome(400, { error })).toMatchObject(meaning);
  });

  it('tells why a number is locked, and that a message may be out all the same', () => {
    const error = 'Failed to send message due to rate limiting. Use the attached challenge tokens';
    expect(outcome(429, { error, challenge_tokens: ['t'], account: NUMBER })).toMatchObject({
      kind: 'uncertain',
      detail: expect.stringContaining('rate limiting') as string,
    });
  });

  it.each([
    ['as the document has it', { timestamp: '1796104800000' }],
    ['as the source has it since July 2026', [{ timestamp: '1796104800000' }]],
    [
      'when some members could not be reached',
      [{ timestamp: '1796104800000', errors: { recipients: [{ reason: 'NETWORK_FAILURE' }] } }],
    ],
  ])('reads the id of a message %s', (_how, body) => {
    expect(outcome(201, body)).toEqual({
      kind: 'published',
      remoteId: '1796104800000',
      permalink: null,
    });
  });

  it.each([[{}], [[]], [{ timestamp: '0' }], [[{ timestamp: '1' }, { timestamp: '2' }]], [null]])(
    'finds no id in %j',
    (body) => {
      expect(sentTimestamp(answer(201, body))).toBeNull();
    },
  );

  it('proves that nothing went out by no words but those it knows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), fc.string(), (status, error) => {
        const isKnown = status === 401 || status === 413;
        expect(provedCause(answer(status, { error })) !== null).toBe(isKnown);
      }),
    );
  });
});

describe('Signal without a service of its own', () => {
  const platform = new SignalPlatform(null, stillClock);
  const target = {
    remoteId: GROUP,
    handle: '',
    credentials: { number: NUMBER, apiToken: null },
    signal: new AbortController().signal,
  };

  it('is not offered, and with one it is', () => {
    expect(platform.isOffered).toBe(false);
    expect(new SignalPlatform(new SignalClient('http://signal'), stillClock).isOffered).toBe(true);
  });

  it('sends nothing and says what to set', async () => {
    const told = expect.stringContaining('MUNADI_SIGNAL_API_URL') as string;
    const notNow = { kind: 'unavailable', detail: told };
    const post = { text: 'नमस्ते', media: [], options: {}, replyTo: null, progress: undefined };
    const never = () => Promise.reject(new Error('nothing may be sent'));
    const attempt = { ...target, ...post, remember: never, commit: never };
    expect(await platform.publish(attempt)).toEqual(notNow);
    expect(await platform.identify(target)).toEqual(notNow);
    const gone = { ...target, postId: '1', publishedAt: stillClock.now() };
    expect(await platform.retract(gone)).toMatchObject(notNow);
    expect(await platform.edit({ ...gone, text: 'x', hasMedia: false, options: {} })).toMatchObject(
      notNow,
    );
  });
});

describe('credentials of Signal', () => {
  it('are a number, and a token where a gateway asks for one', () => {
    expect(SIGNAL_CREDENTIALS.parse({ number: ` ${NUMBER}` })).toEqual({
      kind: 'complete',
      credentials: { number: NUMBER, apiToken: null },
    });
    expect(SIGNAL_CREDENTIALS.parse({ number: NUMBER, apiToken: API_TOKEN })).toEqual({
      kind: 'complete',
      credentials: { number: NUMBER, apiToken: API_TOKEN },
    });
  });

  it.each([
    [{}, ['number']],
    [{ number: '9876543210' }, ['number']],
    [{ number: '+91 98765 43210' }, ['number']],
    [{ number: NUMBER, apiToken: 'with space' }, ['apiToken']],
  ])('are not %j', (values, missing) => {
    expect(SIGNAL_CREDENTIALS.parse(values)).toEqual({ kind: 'incomplete', missing });
  });
});

describe('groups of Signal', () => {
  it('have one spelling of their id', () => {
    const { remoteIdShape } = new SignalPlatform(null, new HeldClock());
    expect(GROUP).toMatch(remoteIdShape);
    for (const wrong of [GROUP.slice(6), ` ${GROUP}`, 'group.abc=', NUMBER]) {
      expect(wrong).not.toMatch(remoteIdShape);
    }
  });

  it('draw on one budget for each number, whatever the group', () => {
    const [here, there] = [GROUP, 'group.other'].map((remoteId) =>
      budgetsOf({ remoteId, credentials: { number: NUMBER, apiToken: null } }, 'publish'),
    );
    expect(here?.[0]?.key).not.toBe(there?.[0]?.key);
    expect(here?.[1]).toEqual(there?.[1]);
  });

  it('let a delete wait for no other message of the group', () => {
    const account = { remoteId: GROUP, credentials: { number: NUMBER, apiToken: null } };
    expect(budgetsOf(account, 'retract')).toEqual(budgetsOf(account, 'publish').slice(1));
  });
});
