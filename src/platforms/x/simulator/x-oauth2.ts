import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { jsonAnswer, type Answer } from '../../../sandbox/answer.js';
import { bodyFields } from '../../../sandbox/request-body.js';
import type { Desk, PlatformRequest } from '../../../sandbox/simulator.js';
import type { XAccount } from './x-account.js';

/** docs.x.com, fundamentals/authentication/oauth-2-0/authorization-code, copy of 2026-08-22. */
const codeLifeMs = 30_000;
export const accessLifeSeconds = 7_200;

interface XCode {
  readonly accountId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly expiresAtMs: number;
}

/** Every pair that came from one consent. A refresh token that comes a second time ends them all. */
interface XFamily {
  readonly accountId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAtMs: number;
}

/**
 * GET /i/oauth2/authorize: X's page, on which a person says yes. Without `as` it names the accounts; with it, that one
 * agrees and the browser is sent back.
 */
export function authorize({ query }: PlatformRequest, desk: Desk<XAccount>): Answer {
  const redirectUri = query.get('redirect_uri') ?? '';
  const asked = query.get('as');
  const accounts = desk.accounts
    .all()
    .filter(({ clientId }) => clientId === query.get('client_id'));
  const account = accounts.find(({ username }) => username === asked);
  const challenge = query.get('code_challenge') ?? '';
  const isSound =
    query.get('response_type') === 'code' &&
    query.get('code_challenge_method') === 'S256' &&
    challenge !== '' &&
    URL.canParse(redirectUri);
  if (!isSound) return jsonAnswer(400, { error: 'invalid_request' });
  if (!account) return choice(query, accounts);
  const code = newToken();
  const given: XCode = {
    accountId: account.id,
    redirectUri,
    challenge,
    expiresAtMs: desk.now.getTime() + codeLifeMs,
  };
  desk.files.put('x', `code/${code}`, given);
  const back = new URL(redirectUri);
  back.searchParams.set('state', query.get('state') ?? '');
  back.searchParams.set('code', code);
  return { status: 302, headers: { location: back.href }, body: '' };
}

/** POST /2/oauth2/token, for a confidential client. */
export function token(request: PlatformRequest, desk: Desk<XAccount>): Answer {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) return refused('invalid_request', '');
  const fields = bodyFields(request) ?? {};
  switch (fields['grant_type']) {
    case 'authorization_code':
      return fromCode(request, desk, fields);
    case 'refresh_token':
      return fromRefreshToken(request, desk, fields);
    default:
      return refused('unsupported_grant_type', 'grant_type');
  }
}

/** The account that an access token speaks for; undefined once it has ended. */
export function accountOfAccess(desk: Desk<XAccount>, accessToken: string): XAccount | undefined {
  const familyId = desk.files.get('x', `access/${accessToken}`) as string | undefined;
  const family = familyOf(desk, familyId);
  const isLive = family?.accessToken === accessToken && family.expiresAtMs > desk.now.getTime();
  return isLive ? desk.accounts.having(`id:${family.accountId}`)[0] : undefined;
}

function fromCode(
  request: PlatformRequest,
  desk: Desk<XAccount>,
  fields: Record<string, unknown>,
): Answer {
  const key = `code/${text(fields['code'])}`;
  const given = desk.files.get('x', key) as XCode | undefined;
  desk.files.put('x', key, undefined);
  const account = given && desk.accounts.having(`id:${given.accountId}`)[0];
  if (!given || !account) return refused('invalid_request', 'authorization code');
  if (!isClient(request, account)) return unauthorizedClient();
  const proof = createHash('sha256').update(text(fields['code_verifier'])).digest('base64url');
  const isGood =
    given.expiresAtMs > desk.now.getTime() &&
    given.redirectUri === fields['redirect_uri'] &&
    given.challenge === proof;
  return isGood
    ? granted(desk, newToken(), account.id)
    : refused('invalid_request', 'authorization code');
}

/** The first refresh token of an account may be told to the sandbox beforehand. */
function fromRefreshToken(
  request: PlatformRequest,
  desk: Desk<XAccount>,
  fields: Record<string, unknown>,
): Answer {
  const given = text(fields['refresh_token']);
  const told = desk.accounts.having(`refresh:${given}`)[0];
  const known = desk.files.get('x', `refresh/${given}`) as string | undefined;
  const familyId = known ?? (told && `told-${told.id}`);
  const family = familyOf(desk, familyId);
  const accountId = family?.accountId ?? told?.id;
  const account = accountId === undefined ? undefined : desk.accounts.having(`id:${accountId}`)[0];
  if (familyId === undefined || !account) return refused('invalid_request', 'token');
  if (!isClient(request, account)) return unauthorizedClient();
  if (family && family.refreshToken !== given) {
    // Seen by users of X: trypostit/trypost issue 126 (2026-07).
    desk.files.put('x', `family/${familyId}`, { ...family, accessToken: '', refreshToken: '' });
    return refused('invalid_request', 'token');
  }
  return granted(desk, familyId, account.id);
}

function granted(desk: Desk<XAccount>, familyId: string, accountId: string): Answer {
  const family: XFamily = {
    accountId,
    accessToken: newToken(),
    refreshToken: newToken(),
    expiresAtMs: desk.now.getTime() + accessLifeSeconds * 1000,
  };
  desk.files.put('x', `family/${familyId}`, family);
  desk.files.put('x', `access/${family.accessToken}`, familyId);
  desk.files.put('x', `refresh/${family.refreshToken}`, familyId);
  return jsonAnswer(200, {
    token_type: 'bearer',
    expires_in: accessLifeSeconds,
    access_token: family.accessToken,
    refresh_token: family.refreshToken,
    scope: 'tweet.read tweet.write users.read media.write offline.access',
  });
}

function familyOf(desk: Desk<XAccount>, familyId: string | undefined): XFamily | undefined {
  return familyId === undefined
    ? undefined
    : (desk.files.get('x', `family/${familyId}`) as XFamily | undefined);
}

/** HTTP Basic of client id and secret. */
function isClient({ headers }: PlatformRequest, { clientId, clientSecret }: XAccount): boolean {
  if (clientId === undefined || clientSecret === undefined) return false;
  const expected = Buffer.from(
    `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
  );
  const given = Buffer.from(headers.authorization ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function choice(query: URLSearchParams, accounts: readonly XAccount[]): Answer {
  const links = accounts.map(({ username }) => {
    const chosen = new URLSearchParams(query);
    chosen.set('as', username);
    return `<li><a href="?${chosen.toString().replaceAll('&', '&amp;')}">@${username.replace(/\W/g, '')}</a></li>`;
  });
  const body = `<!doctype html><title>X</title><h1>X</h1><ul>${links.join('')}</ul>`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

function refused(error: string, what: string): Answer {
  return jsonAnswer(400, { error, error_description: `Value passed for the ${what} was invalid.` });
}

function unauthorizedClient(): Answer {
  return jsonAnswer(401, {
    error: 'unauthorized_client',
    error_description: 'Missing valid authorization header',
  });
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
