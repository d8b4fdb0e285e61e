import { z } from 'zod';
import type { ContentProblem } from '../../contract/content-problems.js';
import { TEXT_ONLY } from '../../contract/media.js';
import { PLATFORM_LABELS, type PlatformCapabilities } from '../../contract/platforms.js';
import { reviewContent, type Content } from '../../contract/review-content.js';
import type { Clock } from '../../kernel/clock.js';
import { watchSend } from '../../kernel/egress/index.js';
import type {
  Attempt,
  Identified,
  Located,
  Outcome,
  Pause,
  Platform,
  Retracted,
  Retraction,
  Search,
  Target,
} from '../platform.js';
import { budgetsOf } from './facebook.budgets.js';
import type { FacebookClient, PageCall } from './facebook.client.js';
import { FACEBOOK_CREDENTIALS, type FacebookCredentials } from './facebook.credentials.js';
import { MESSAGE_CODE_POINTS } from './facebook.limits.js';
import { outcomeOfFlip, outcomeOfPrepare, permalinkOf, readFailure } from './facebook.outcome.js';
import { outcomeOfDelete, outcomeOfMissing } from './facebook.retraction.js';

/** A draft that is ready on the Page; making it public twice is making it public once. */
export interface FacebookProgress {
  postId: string;
}

/** Facebook Pages: a draft is prepared, which nobody sees, and one request then makes it public. */
export class FacebookPlatform implements Platform<FacebookCredentials, FacebookProgress> {
  readonly credentials = FACEBOOK_CREDENTIALS;
  readonly remoteIdShape = /^[1-9]\d{0,29}$/;
  readonly capabilities: PlatformCapabilities = {
    name: 'facebook',
    label: PLATFORM_LABELS.facebook,
    text: { counting: 'code_points', maxUnits: MESSAGE_CODE_POINTS },
    reconcile: 'two_phase',
    retract: { kind: 'delete', withinMs: null },
    edit: { kind: 'never' },
    media: TEXT_ONLY,
    options: [],
    cost: null,
  };

  constructor(
    private readonly client: FacebookClient,
    private readonly clock: Clock,
  ) {}

  review(content: Content): readonly ContentProblem[] {
    return reviewContent(this.capabilities, content);
  }

  async identify(target: Target<FacebookCredentials>): Promise<Identified> {
    const sent = await watchSend(() => this.client.readPage(callOf(target)), target.signal);
    const parsed = page.safeParse(sent.kind === 'answered' ? sent.value.body : undefined);
    if (!parsed.success) return readFailure(sent);
    const { id, username, verification_status, followers_count } = parsed.data;
    return {
      kind: 'identified',
      remoteId: id,
      handle: username ?? id,
      isVerified: VERIFIED.has(verification_status ?? ''),
      audience: followers_count ?? null,
    };
  }

  async publish(attempt: Attempt<FacebookCredentials, FacebookProgress>): Promise<Outcome> {
    const call = callOf(attempt);
    let postId = attempt.progress?.postId;
    if (postId === undefined) {
      const sent = await watchSend(
        () => this.client.prepare(call, attempt.remoteId, attempt.text),
        attempt.signal,
      );
      const prepared = outcomeOfPrepare(sent);
      if (prepared.kind === 'ended') return prepared.outcome;
      postId = prepared.postId;
      await attempt.remember({ postId });
      // A refused flip would leave a doubt: the draft waits until there is room again.
      if (prepared.usedUp) return throttledBy(prepared.usedUp);
    }
    return this.makePublic(attempt, postId);
  }

  /** The draft's own state is proof both ways. */
  async locate(search: Search<FacebookCredentials, FacebookProgress>): Promise<Located> {
    const { progress, signal } = search;
    if (progress === undefined) {
      return {
        kind: 'absent',
        isProof: true,
        detail: 'No draft was prepared, so none became public',
      };
    }
    const sent = await watchSend(
      () => this.client.readPost(callOf(search), progress.postId),
      signal,
    );
    const parsed = post.safeParse(sent.kind === 'answered' ? sent.value.body : undefined);
    if (!parsed.success) return { kind: 'unreadable', detail: readFailure(sent).detail };
    if (!parsed.data.is_published) {
      return {
        kind: 'absent',
        isProof: true,
        detail: 'Facebook says that the post is still a draft',
      };
    }
    const permalink = parsed.data.permalink_url ?? permalinkOf(progress.postId);
    return { kind: 'found', remoteId: progress.postId, permalink };
  }

  async retract(retraction: Retraction<FacebookCredentials>): Promise<Retracted> {
    const { postId, remoteId: pageId, publishedAt, signal } = retraction;
    const call = callOf(retraction);
    const deleted = outcomeOfDelete(
      await watchSend(() => this.client.deletePost(call, postId), signal),
    );
    if (deleted.kind !== 'missing') return deleted;
    const whose = await watchSend(() => this.client.readPage(call), signal);
    const ageMs = this.clock.now().getTime() - publishedAt.getTime();
    return outcomeOfMissing(whose, { pageId, ageMs });
  }

  budgetsOf = budgetsOf;

  lookUrl({ remoteId }: { remoteId: string }): string {
    return `https://www.facebook.com/${encodeURIComponent(remoteId)}`;
  }

  private async makePublic(
    attempt: Attempt<FacebookCredentials, FacebookProgress>,
    postId: string,
  ): Promise<Outcome> {
    if (attempt.signal.aborted) {
      return { kind: 'unavailable', detail: 'The time was over before the draft was made public' };
    }
    const sent = await attempt.commit(() => this.client.flip(callOf(attempt), postId));
    return outcomeOfFlip(sent, postId);
  }
}

/** developers.facebook.com/docs/graph-api/reference/page and page-post, v25.0, read 2026-10. */
const page = z.object({
  id: z.string(),
  username: z.string().optional(),
  verification_status: z.string().optional(),
  followers_count: z.number().optional(),
});
const VERIFIED: ReadonlySet<string> = new Set(['blue_verified', 'gray_verified']);
const post = z.object({ is_published: z.boolean(), permalink_url: z.url().optional() });

function throttledBy({ scope, forMs, detail }: Pause): Outcome {
  return { kind: 'throttled', scope, retryAfterMs: forMs, detail };
}

function callOf({ credentials, signal }: Target<FacebookCredentials>): PageCall {
  return { pageAccessToken: credentials.pageAccessToken, signal };
}
