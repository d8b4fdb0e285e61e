import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  HeldClock,
  Publishing,
  type PlatformUnderTest,
} from '../../../test/platforms/publishing.js';
import { openStage, type Stage } from '../../../test/platforms/sandbox-stage.js';
import type { Granted } from '../platform.js';
import { XClient } from './x.client.js';
import { X_CREDENTIALS, type XCredentials } from './x.credentials.js';
import { XPlatform } from './x.platform.js';
import { XTokens } from './x.tokens.js';

const MINUTE_MS = 60_000;
const CLIENT = { clientId: 'client-canary', clientSecret: 'client-secret-canary' };
const account = {
  platform: 'x',
  id: '4711',
  username: 'lucknow',
  appKey: 'key-canary',
  appSecret: 'secret-canary',
  accessToken: '4711-token-canary',
  accessSecret: 'access-canary',
  refreshToken: 'refresh-canary',
  ...CLIENT,
} as const;

const clock = new HeldClock();
let stage: Stage;
let platform: XPlatform;

beforeAll(async () => {
  stage = await openStage(clock);
});
beforeEach(async () => {
  clock.startOver();
  await stage.startOver([account]);
  platform = platformWith(CLIENT.clientSecret);
});
afterAll(() => stage.stop());

function platformWith(secret: string): XPlatform {
  const authorizeUrl = `${stage.url}/x/i/oauth2/authorize`;
  const application = { apiUrl: `${stage.url}/x`, authorizeUrl, id: CLIENT.clientId, secret };
  return new XPlatform(new XClient(`${stage.url}/x`), clock, new XTokens(application, clock));
}

function credentialsOf(granted: Granted | { kind: 'lasting' }): XCredentials {
  const parsed = X_CREDENTIALS.parse(granted.kind === 'granted' ? granted.cells : {});
  if (parsed.kind === 'incomplete') throw new Error(`Not granted: ${JSON.stringify(granted)}`);
  return parsed.credentials;
}

const never = new AbortController().signal;
const first: XCredentials = {
  kind: 'oauth2',
  bearerToken: 'ended',
  renewal: { refreshToken: 'refresh-canary', expiresAt: new Date(0) },
};
const publishWith = (credentials: XCredentials) =>
  new Publishing({ remoteId: '4711', handle: 'lucknow', credentials } as PlatformUnderTest).by(
    platform,
  );

describe('a token of X that ends', () => {
  it('is renewed with one that publishes for two hours', async () => {
    const renewed = await platform.refresh(first, never);
    expect(renewed).toMatchObject({
      kind: 'granted',
      expiresAt: new Date(clock.now().getTime() + 120 * MINUTE_MS),
    });
    expect(await publishWith(credentialsOf(renewed))).toMatchObject({ kind: 'published' });
  });

  it('is renewed once by each refresh token; the second time costs the account', async () => {
    const second = credentialsOf(await platform.refresh(first, never));
    expect(await platform.refresh(first, never)).toMatchObject({ kind: 'refused' });
    expect(await platform.refresh(second, never)).toMatchObject({ kind: 'refused' });
  });

  it.each(['server_error_before', 'html_body', 'malformed_body', 'empty_body', 'reset_before'])(
    'stays in question when X does not answer as it should: %s',
    async (fault) => {
      await stage.meet({ fault, operation: 'token' });
      expect(await platform.refresh(first, never)).toMatchObject({ kind: 'unavailable' });
    },
  );

  it('is not given up because the secret of the application is wrong', async () => {
    const mistaken = platformWith('another-secret');
    const refreshed = await mistaken.refresh(first, never);
    expect(refreshed).toMatchObject({ kind: 'unavailable' });
    expect(JSON.stringify(refreshed)).not.toMatch(/canary|another-secret/);
  });

  it('costs no post and blames no account in the moment of its renewal', async () => {
    const soon = new Date(clock.now().getTime() + 5 * MINUTE_MS);
    const renewal = { refreshToken: 'r', expiresAt: soon };
    const old: XCredentials = { kind: 'oauth2', bearerToken: 'replaced', renewal };
    expect(await publishWith(old)).toMatchObject({ kind: 'unavailable' });
    const target = { remoteId: '4711', handle: 'lucknow', credentials: old, signal: never };
    expect(await platform.identify(target)).toMatchObject({ kind: 'unavailable' });
    const gone = await platform.retract({ ...target, postId: '17', publishedAt: clock.now() });
    expect(gone).toMatchObject({ kind: 'unavailable' });
  });

  it('is the matter of a person when X takes it no more long before its end', async () => {
    const later = new Date(clock.now().getTime() + 60 * MINUTE_MS);
    const renewal = { refreshToken: 'r', expiresAt: later };
    const revoked: XCredentials = { kind: 'oauth2', bearerToken: 'revoked', renewal };
    expect(await publishWith(revoked)).toMatchObject({ kind: 'refused', cause: 'credentials' });
  });

  it('is left alone where it came without a refresh token', async () => {
    const alone: XCredentials = { kind: 'oauth2', bearerToken: 'alone' };
    expect(await platform.refresh(alone, never)).toEqual({ kind: 'lasting' });
  });
});
