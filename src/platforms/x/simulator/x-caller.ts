import type { Desk, PlatformRequest } from '../../../sandbox/simulator.js';
import type { XAccount } from './x-account.js';
import { accountOfAccess } from './x-oauth2.js';
import { isSignedBy, oauth1Parameters } from './x-oauth1.js';

/** The account that the request's OAuth 1.0a signature or bearer token speaks for. */
export function callerOf(request: PlatformRequest, desk: Desk<XAccount>): XAccount | null {
  const header = request.headers.authorization ?? '';
  const [, bearer] = /^Bearer (.+)$/i.exec(header) ?? [];
  if (bearer !== undefined) {
    return desk.accounts.having(`bearer:${bearer}`)[0] ?? accountOfAccess(desk, bearer) ?? null;
  }
  const parameters = oauth1Parameters(header);
  if (!parameters) return null;
  const account = desk.accounts.having(`token:${parameters.get('oauth_token') ?? ''}`)[0];
  if (account?.appKey !== parameters.get('oauth_consumer_key')) return null;
  return account && isSignedBy(request, parameters, account) ? account : null;
}
