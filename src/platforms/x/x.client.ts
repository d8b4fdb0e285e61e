import { ApiResponseError, TwitterApi, type TwitterResponse } from 'twitter-api-v2';
import { outgoingAgent, parseRedacted } from '../../kernel/egress/index.js';
import { secretsOf, type XCredentials } from './x.credentials.js';
import { TIMELINE_PAGE_POSTS } from './x.limits.js';

/** A complete answer of X. Anything less is thrown. */
export type XAnswer =
  /** Below 400. `body` is undefined when it was empty or not JSON. */
  | { kind: 'done'; headers: XHeaders; body: unknown }
  | { kind: 'error'; status: number; headers: XHeaders; body: unknown };

export type XHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** The calls to X that Munadi makes, each of them one request. */
export class XClient {
  /** @param apiUrl without the version: `https://api.x.com` */
  constructor(private readonly apiUrl: string) {}

  createPost(credentials: XCredentials, text: string): Promise<XAnswer> {
    return answerOf(credentials, () =>
      this.open(credentials).v2.post<string>('tweets', { text }, this.options()),
    );
  }

  /** The account's own posts from `since` on, newest first. */
  readTimeline(credentials: XCredentials, userId: string, since: Date): Promise<XAnswer> {
    const query = {
      start_time: since.toISOString().replace(/\.\d{3}Z$/, 'Z'),
      max_results: TIMELINE_PAGE_POSTS,
      exclude: 'retweets',
      'tweet.fields': 'created_at,entities',
    };
    const path = `users/${encodeURIComponent(userId)}/tweets`;
    return answerOf(credentials, () =>
      this.open(credentials).v2.get<string>(path, query, this.options()),
    );
  }

  deletePost(credentials: XCredentials, postId: string): Promise<XAnswer> {
    return answerOf(credentials, () =>
      this.open(credentials).v2.delete<string>(
        `tweets/${encodeURIComponent(postId)}`,
        undefined,
        this.options(),
      ),
    );
  }

  readMe(credentials: XCredentials): Promise<XAnswer> {
    const query = { 'user.fields': 'verified,verified_type,public_metrics' };
    return answerOf(credentials, () =>
      this.open(credentials).v2.get<string>('users/me', query, this.options()),
    );
  }

  // The library retries nothing and follows no redirect; it has no time limit of its own (1.29.1).
  private open(credentials: XCredentials): TwitterApi {
    const settings = { httpAgent: outgoingAgent(this.apiUrl), compression: 'identity' as const };
    return credentials.kind === 'oauth1'
      ? new TwitterApi(credentials, settings)
      : new TwitterApi(credentials.bearerToken, settings);
  }

  /** The library tells JSON from other bodies by path and header; both are said here instead. */
  private options() {
    return {
      prefix: `${this.apiUrl}/2/`,
      forceBodyMode: 'json',
      forceParseMode: 'text',
      enableRateLimitSave: false,
      fullResponse: true,
    } as const;
  }
}

async function answerOf(
  credentials: XCredentials,
  send: () => Promise<TwitterResponse<string>>,
): Promise<XAnswer> {
  const secrets = secretsOf(credentials);
  try {
    const { headers, data } = await send();
    return { kind: 'done', headers, body: parseRedacted(data, secrets) };
  } catch (error) {
    if (!(error instanceof ApiResponseError)) throw error;
    // In text mode the library hands the body over as it came.
    const body: unknown = error.data;
    return {
      kind: 'error',
      status: error.code,
      headers: error.headers,
      body: parseRedacted(typeof body === 'string' ? body : '', secrets),
    };
  }
}
