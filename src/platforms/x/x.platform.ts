import { z } from 'zod';
import type { ContentProblem } from '../../contract/content-problems.js';
import { reviewContent, type Content } from '../../contract/review-content.js';
import type { Clock } from '../../kernel/clock.js';
import { watchSend } from '../../kernel/egress/index.js';
import type {
  AccountConnection,
  Attempt,
  Identified,
  Located,
  Outcome,
  Platform,
  Refreshed,
  Rehearsal,
  Rehearsed,
  Retracted,
  Retraction,
  Search,
  Target,
} from '../platform.js';
import { budgetsOf } from './x.budgets.js';
import { X_CAPABILITIES } from './x.capabilities.js';
import type { NewPost, XClient } from './x.client.js';
import { isBeingRenewed, X_CREDENTIALS, type XCredentials } from './x.credentials.js';
import { CLOCK_MARGIN_MS } from './x.limits.js';
import { postFieldsOf, reviewTogether } from './x.options.js';
import {
  outcomeOfCreate,
  outcomeOfReply,
  permalinkOf,
  postIdAt,
  readFailure,
} from './x.outcome.js';
import type { XProgress } from './x.progress.js';
import { rehearseUpload } from './x.rehearsal.js';
import { outcomeOfDelete } from './x.retraction.js';
import { isOfItsKind, isSamePost, shownPost } from './x.same-post.js';
import type { XTokens } from './x.tokens.js';
import { XUploads } from './x.uploads.js';

/** X: one request makes a post public; the account's timeline can be read afterwards. */
export class XPlatform implements Platform<XCredentials, XProgress> {
  readonly credentials = X_CREDENTIALS;
  readonly remoteIdShape = /^[1-9]\d{0,18}$/;
  readonly capabilities = X_CAPABILITIES;
  private readonly uploads: XUploads;

  readonly connection?: AccountConnection;

  /** @param tokens null where the organisation has not set up its application for OAuth 2.0. */
  constructor(
    private readonly client: XClient,
    private readonly clock: Clock,
    private readonly tokens: XTokens | null = null,
  ) {
    this.uploads = new XUploads(client, clock);
    if (tokens) this.connection = tokens;
  }

  review(content: Content): readonly ContentProblem[] {
    return [...reviewContent(this.capabilities, content), ...reviewTogether(content)];
  }

  async identify({ credentials, signal }: Target<XCredentials>): Promise<Identified> {
    const sent = await watchSend(() => this.client.readMe(credentials), signal);
    const me =
      sent.kind === 'answered' && sent.value.kind === 'done' && user.safeParse(sent.value.body);
    if (!me || !me.success) {
      const failure = readFailure(sent);
      return this.whileRenewed(failure, credentials) ?? failure;
    }
    const { id, username, verified, verified_type, public_metrics } = me.data.data;
    return {
      kind: 'identified',
      remoteId: id,
      handle: username,
      isVerified: verified_type === undefined ? verified === true : verified_type !== 'none',
      audience: public_metrics?.followers_count ?? null,
    };
  }

  async rehearse(rehearsal: Rehearsal<XCredentials>): Promise<Rehearsed> {
    const { uploads } = this;
    const rehearsed = await rehearseUpload(rehearsal, { uploads, now: this.clock.now() });
    return this.whileRenewed(rehearsed, rehearsal.credentials) ?? rehearsed;
  }

  async publish(attempt: Attempt<XCredentials, XProgress>): Promise<Outcome> {
    const outcome = await this.publishWith(attempt);
    return this.whileRenewed(outcome, attempt.credentials) ?? outcome;
  }

  async refresh(credentials: XCredentials, signal: AbortSignal): Promise<Refreshed> {
    if (credentials.kind !== 'oauth2' || !credentials.renewal) return { kind: 'lasting' };
    return this.tokens
      ? this.tokens.refresh(credentials.renewal.refreshToken, signal)
      : { kind: 'unavailable', detail: 'MUNADI_X_CLIENT_ID is not set' };
  }

  private async publishWith(attempt: Attempt<XCredentials, XProgress>): Promise<Outcome> {
    const { credentials, text, media, options, handle, replyTo } = attempt;
    const uploaded = await this.uploads.prepare(attempt);
    if (uploaded.kind === 'ended') return uploaded.outcome;
    const { mediaIds } = uploaded;
    const post: NewPost = {
      ...(text === '' ? {} : { text }),
      ...(mediaIds.length > 0 ? { media: { media_ids: mediaIds } } : {}),
      ...(replyTo === null ? {} : { reply: { in_reply_to_tweet_id: replyTo } }),
      ...postFieldsOf(options, media),
    };
    const sent = await attempt.commit(() => this.client.createPost(credentials, post));
    const outcomeOf = replyTo === null ? outcomeOfCreate : outcomeOfReply;
    return outcomeOf(sent, handle, this.clock.now());
  }

  /** Absence is never proof: X does not say how long a new post stays out of the timeline. */
  async locate({ signal, ...search }: Search<XCredentials, XProgress>): Promise<Located> {
    const since = new Date(search.sentAt.getTime() - CLOCK_MARGIN_MS);
    const sent = await watchSend(
      () => this.client.readTimeline(search.credentials, search.remoteId, since),
      signal,
    );
    const page =
      sent.kind === 'answered' && sent.value.kind === 'done' && timeline.safeParse(sent.value.body);
    if (!page || !page.success) return { kind: 'unreadable', detail: readFailure(sent).detail };
    const ours = (page.data.data ?? [])
      .filter((post) => Date.parse(post.created_at) >= since.getTime())
      .findLast((post) => isOfItsKind(search, post) && isSamePost(search, post));
    if (!ours) {
      return { kind: 'absent', isProof: false, detail: 'The timeline does not show it (yet)' };
    }
    return { kind: 'found', remoteId: ours.id, permalink: permalinkOf(search.handle, ours.id) };
  }

  async retract({ credentials, postId, signal }: Retraction<XCredentials>): Promise<Retracted> {
    const sent = await watchSend(() => this.client.deletePost(credentials, postId), signal);
    const now = this.clock.now();
    const retracted = outcomeOfDelete(sent, { postId, now });
    return retracted.kind === 'refused' && isBeingRenewed(credentials, now)
      ? { kind: 'unavailable', retryAfterMs: null, detail: retracted.detail }
      : retracted;
  }

  /** A token that is refused while another process renews it says nothing of the account. Undefined: the answer stands. */
  private whileRenewed(
    answer: Outcome | Identified | Rehearsed,
    credentials: XCredentials,
  ): { kind: 'unavailable'; detail: string } | undefined {
    if (answer.kind !== 'refused' || answer.cause !== 'credentials') return undefined;
    return isBeingRenewed(credentials, this.clock.now())
      ? {
          kind: 'unavailable',
          detail: `${answer.detail}; its token has ended and is not renewed yet. If it stays so, the operator looks at MUNADI_X_CLIENT_ID and its secret`,
        }
      : undefined;
  }

  budgetsOf = budgetsOf;
  postIdAt = postIdAt;

  lookUrl({ handle, remoteId }: { handle: string; remoteId: string }): string {
    const name = handle.replace(/^@/, '');
    return name === ''
      ? `https://x.com/i/user/${encodeURIComponent(remoteId)}`
      : `https://x.com/${encodeURIComponent(name)}`;
  }
}

/** GET /2/users/me and GET /2/users/{id}/tweets; OpenAPI 2.167, read 2026-08-22. */
const user = z.object({
  data: z.object({
    id: z.string(),
    username: z.string(),
    verified: z.boolean().optional(),
    verified_type: z.string().optional(),
    public_metrics: z.object({ followers_count: z.number() }).optional(),
  }),
});
const timeline = z.object({
  data: z.array(shownPost.extend({ created_at: z.string() })).optional(),
  meta: z.object({ result_count: z.number() }),
});
