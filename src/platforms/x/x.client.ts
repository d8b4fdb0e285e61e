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

/** Body of POST /2/tweets; OpenAPI 2.167, CreatePostsRequest, read 2026-08-22. */
export interface NewPost {
  text?: string;
  media?: { media_ids: readonly string[] };
  reply?: { in_reply_to_tweet_id: string };
  poll?: { options: readonly string[]; duration_minutes: number };
  reply_settings?: 'following' | 'mentionedUsers';
  made_with_ai?: true;
}

/** Body of POST /2/media/upload/initialize. */
export interface NewUpload {
  media_type: string;
  media_category: 'tweet_image' | 'tweet_gif' | 'tweet_video';
  total_bytes: number;
}

/** The calls to X that Munadi makes, each of them one request. */
export class XClient {
  /** @param apiUrl without the version: `https://api.x.com` */
  constructor(private readonly apiUrl: string) {}

  createPost(credentials: XCredentials, post: NewPost): Promise<XAnswer> {
    return this.post(credentials, 'tweets', { ...post });
  }

  initializeUpload(credentials: XCredentials, upload: NewUpload): Promise<XAnswer> {
    return this.post(credentials, 'media/upload/initialize', { ...upload });
  }

  appendSegment(
    credentials: XCredentials,
    mediaId: string,
    segment: { index: number; bytes: Buffer },
  ): Promise<XAnswer> {
    const body = { segment_index: segment.index, media: segment.bytes };
    const options = { ...this.options(), forceBodyMode: 'form-data' } as const;
    return answerOf(credentials, () =>
      this.open(credentials).v2.post<string>(`media/upload/${mediaId}/append`, body, options),
    );
  }

  finalizeUpload(credentials: XCredentials, mediaId: string): Promise<XAnswer> {
    return this.post(credentials, `media/upload/${mediaId}/finalize`, {});
  }

  readUpload(credentials: XCredentials, mediaId: string): Promise<XAnswer> {
    return this.get(credentials, 'media/upload', { command: 'STATUS', media_id: mediaId });
  }

  /** Gives a picture its text for people who do not see it. */
  describeMedia(credentials: XCredentials, mediaId: string, altText: string): Promise<XAnswer> {
    const body = { id: mediaId, metadata: { alt_text: { text: altText } } };
    return this.post(credentials, 'media/metadata', body);
  }

  /**
   * The account's own posts from `since` on, newest first; its replies are among them, since threads are made of those. The documents' pages and the changelog call the parameter
   * `tweet.fields`, OpenAPI 2.167 `post.fields` (both read 2026-08-22).
   */
  readTimeline(credentials: XCredentials, userId: string, since: Date): Promise<XAnswer> {
    const query = {
      start_time: since.toISOString().replace(/\.\d{3}Z$/, 'Z'),
      max_results: TIMELINE_PAGE_POSTS,
      exclude: 'retweets',
      'tweet.fields': 'created_at,entities,attachments,conversation_id',
    };
    return this.get(credentials, `users/${encodeURIComponent(userId)}/tweets`, query);
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
    return this.get(credentials, 'users/me', query);
  }

  private get(
    credentials: XCredentials,
    path: string,
    query: Record<string, string | number>,
  ): Promise<XAnswer> {
    return answerOf(credentials, () =>
      this.open(credentials).v2.get<string>(path, query, this.options()),
    );
  }

  private post(
    credentials: XCredentials,
    path: string,
    body: Record<string, unknown>,
  ): Promise<XAnswer> {
    return answerOf(credentials, () =>
      this.open(credentials).v2.post<string>(path, body, this.options()),
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
