import { z } from 'zod';
import type { ContentProblem } from '../../contract/content-problems.js';
import { PLATFORM_LABELS, type PlatformCapabilities } from '../../contract/platforms.js';
import { reviewContent, type Content } from '../../contract/review-content.js';
import type { Clock } from '../../kernel/clock.js';
import { watchSend } from '../../kernel/egress/index.js';
import type {
  AccountSearch,
  Edit,
  Edited,
  Identified,
  Listed,
  Located,
  Outcome,
  Platform,
  Retracted,
  Retraction,
  Search,
  Target,
} from '../platform.js';
import { budgetsOf } from './facebook.budgets.js';
import { FacebookClient } from './facebook.client.js';
import { FACEBOOK_CREDENTIALS, type FacebookCredentials } from './facebook.credentials.js';
import { outcomeOfEdit } from './facebook.edit.js';
import { FACEBOOK_GUIDE } from './facebook.guide.js';
import { FACEBOOK_MEDIA, MESSAGE_CODE_POINTS } from './facebook.limits.js';
import { listAccounts } from './facebook.listing.js';
import { locateDraft, locateVideo } from './facebook.locate.js';
import { FACEBOOK_OPTIONS, reviewForm } from './facebook.options.js';
import { outcomeOfFlip, readFailure } from './facebook.outcome.js';
import { prepareDraft } from './facebook.post.js';
import {
  callOf,
  throttledBy,
  type FacebookAttempt,
  type FacebookProgress,
} from './facebook.progress.js';
import { FacebookRequests, type GraphPlace } from './facebook.requests.js';
import { outcomeOfDelete, outcomeOfMissing } from './facebook.retraction.js';
import type { VideoTools } from './facebook.upload.js';
import { isVerified } from './facebook.verified.js';
import { FacebookVideoClient } from './facebook.video-client.js';
import { publishVideo } from './facebook.video.js';

/** Facebook Pages: a draft is prepared, which nobody sees, and one request then makes it public. */
export class FacebookPlatform implements Platform<FacebookCredentials, FacebookProgress> {
  readonly credentials = FACEBOOK_CREDENTIALS;
  readonly remoteIdShape = /^[1-9]\d{0,29}$/;
  readonly lists = ['facebook', 'instagram'] as const;
  readonly capabilities: PlatformCapabilities = {
    name: 'facebook',
    label: PLATFORM_LABELS.facebook,
    text: { counting: 'code_points', maxUnits: MESSAGE_CODE_POINTS },
    reconcile: 'two_phase',
    retract: { kind: 'delete', withinMs: null },
    edit: { kind: 'text', withinMs: null },
    media: FACEBOOK_MEDIA,
    options: FACEBOOK_OPTIONS,
    cost: null,
    guide: FACEBOOK_GUIDE,
  };

  private constructor(
    private readonly client: FacebookClient,
    private readonly tools: VideoTools,
  ) {}

  static at(place: GraphPlace, clock: Clock): FacebookPlatform {
    const requests = new FacebookRequests(place);
    const videos = new FacebookVideoClient(requests);
    const tools = { videos, clock, graphUrl: place.versionedUrl };
    return new FacebookPlatform(new FacebookClient(requests), tools);
  }

  review(content: Content): readonly ContentProblem[] {
    return [...reviewContent(this.capabilities, content), ...reviewForm(content)];
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
      isVerified: isVerified(verification_status) ?? false,
      audience: followers_count ?? null,
    };
  }

  async publish(attempt: FacebookAttempt): Promise<Outcome> {
    const video = attempt.media.find(({ kind }) => kind === 'video');
    if (video) return publishVideo(attempt, video, this.tools);
    const prepared = await prepareDraft(attempt, this.client, this.tools.clock.now());
    if (prepared.kind === 'ended') return prepared.outcome;
    // A refused flip would leave a doubt: the draft waits until there is room again.
    if (prepared.usedUp) return throttledBy(prepared.usedUp);
    return this.makePublic(attempt, prepared.postId);
  }

  /** The state of the draft, or of the video, is proof both ways. */
  async locate(search: Search<FacebookCredentials, FacebookProgress>): Promise<Located> {
    const { progress } = search;
    if (progress && 'postId' in progress) {
      return locateDraft(search, progress.postId, this.client);
    }
    if (progress && 'video' in progress) {
      return locateVideo(search, progress.video, this.tools.videos);
    }
    const detail = 'No draft was prepared, so none became public';
    return { kind: 'absent', isProof: true, detail };
  }

  async retract(retraction: Retraction<FacebookCredentials>): Promise<Retracted> {
    const { postId, remoteId: pageId, publishedAt, signal } = retraction;
    const call = callOf(retraction);
    const deleted = outcomeOfDelete(
      await watchSend(() => this.client.delete(call, postId), signal),
    );
    if (deleted.kind !== 'missing') return deleted;
    const whose = await watchSend(() => this.client.readPage(call), signal);
    const ageMs = this.tools.clock.now().getTime() - publishedAt.getTime();
    return outcomeOfMissing(whose, { pageId, ageMs });
  }

  async edit(edit: Edit<FacebookCredentials>): Promise<Edited> {
    const { postId, text, signal } = edit;
    const call = callOf(edit);
    const sent = await watchSend(
      () =>
        isPagePost(postId)
          ? this.client.rewrite(call, postId, text)
          : this.tools.videos.redescribe(call, postId, text),
      signal,
    );
    return outcomeOfEdit(sent);
  }

  list(search: AccountSearch): Promise<Listed> {
    return listAccounts(search, this.client);
  }

  budgetsOf = budgetsOf;

  lookUrl({ remoteId }: { remoteId: string }): string {
    return `https://www.facebook.com/${encodeURIComponent(remoteId)}`;
  }

  private async makePublic(attempt: FacebookAttempt, postId: string): Promise<Outcome> {
    if (attempt.signal.aborted) {
      return { kind: 'unavailable', detail: 'The time was over before the draft was made public' };
    }
    const sent = await attempt.commit(() => this.client.flip(callOf(attempt), postId));
    return outcomeOfFlip(sent, postId);
  }
}

/** developers.facebook.com/docs/graph-api/reference/page, v25.0, read 2026-10. */
const page = z.object({
  id: z.string(),
  username: z.string().optional(),
  verification_status: z.string().optional(),
  followers_count: z.number().optional(),
});

/** The id of a post names its Page first; a video's and a reel's is a number alone. */
function isPagePost(postId: string): boolean {
  return postId.includes('_');
}
