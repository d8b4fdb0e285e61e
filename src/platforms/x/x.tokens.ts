import { z } from 'zod';
import type { Clock } from '../../kernel/clock.js';
import { inBrief, requestJson, watchSend, type JsonAnswer } from '../../kernel/egress/index.js';
import type { AccountConnection, Granted } from '../platform.js';
import { cellsOf } from './x.credentials.js';

/** The organisation's application at X, a confidential client. */
export interface XApplication {
  /** Without the version: `https://api.x.com` */
  apiUrl: string;
  authorizeUrl: string;
  id: string;
  secret: string;
}

/** To post, to upload, to read back what was posted, and to go on after two hours; OpenAPI 2.167, read 2026-08-22. */
const SCOPES = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'];

/** RFC 6749, 4.1.4, as in docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token, read 2026-08-22. */
const pair = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
});
const failure = z.object({ error: z.string(), error_description: z.string().optional() });

/**
 * What says that this grant is no good any more, and another try none either. RFC 6749 5.2 calls it `invalid_grant`; X is
 * seen to say `invalid_request` of a token that was used already. A wrong client secret (401) is not the account's fault.
 */
const DEAD_GRANT = ['invalid_grant', 'invalid_request'];

/** OAuth 2.0 with PKCE at X: how a person connects an account, and how its tokens are renewed. */
export class XTokens implements AccountConnection {
  constructor(
    private readonly application: XApplication,
    private readonly clock: Clock,
  ) {}

  authorizeUrl(request: { state: string; codeChallenge: string; redirectUri: string }): string {
    const url = new URL(this.application.authorizeUrl);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: this.application.id,
      redirect_uri: request.redirectUri,
      scope: SCOPES.join(' '),
      state: request.state,
      code_challenge: request.codeChallenge,
      code_challenge_method: 'S256',
    }).toString();
    return url.href;
  }

  /** X gives a code 30 seconds. */
  exchange({
    code,
    codeVerifier,
    redirectUri,
    signal,
  }: Parameters<AccountConnection['exchange']>[0]) {
    const form = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
    };
    return this.ask(form, [code, codeVerifier], signal);
  }

  /** A lost answer leaves open whether the token was used up. Asking again is all that can be done; X says which. */
  refresh(refreshToken: string, signal: AbortSignal): Promise<Granted> {
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
    return this.ask(form, [refreshToken], signal);
  }

  private async ask(
    form: Record<string, string>,
    secrets: readonly string[],
    signal: AbortSignal,
  ): Promise<Granted> {
    const { apiUrl, id, secret } = this.application;
    const basic = Buffer.from(`${id}:${secret}`).toString('base64');
    const askedAt = this.clock.now();
    const sent = await watchSend(
      () =>
        requestJson({
          method: 'POST',
          url: `${apiUrl}/2/oauth2/token`,
          headers: { authorization: `Basic ${basic}` },
          form,
          secrets: [...secrets, secret, basic],
          signal,
        }),
      signal,
    );
    if (sent.kind === 'failed') return { kind: 'unavailable', detail: 'X did not answer' };
    return answered(sent.value, askedAt);
  }
}

function answered({ status, body }: JsonAnswer, askedAt: Date): Granted {
  const tokens = pair.safeParse(body);
  if (status === 200 && tokens.success) {
    const { access_token, refresh_token, expires_in } = tokens.data;
    const expiresAt = new Date(askedAt.getTime() + expires_in * 1_000);
    const cells = cellsOf(access_token, { refreshToken: refresh_token, expiresAt });
    return { kind: 'granted', cells, expiresAt };
  }
  const { data: said } = failure.safeParse(body);
  const detail = inBrief(`X answers ${status}: ${said?.error_description ?? said?.error ?? ''}`);
  return status === 400 && said && DEAD_GRANT.includes(said.error)
    ? { kind: 'refused', detail }
    : { kind: 'unavailable', detail };
}
