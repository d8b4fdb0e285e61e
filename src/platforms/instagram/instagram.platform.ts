import { z } from 'zod';
import type { ContentProblem } from '../../contract/content-problems.js';
import { PLATFORM_LABELS, type PlatformCapabilities } from '../../contract/platforms.js';
import { reviewContent, type Content } from '../../contract/review-content.js';
import { watchSend } from '../../kernel/egress/index.js';
import type {
  Identified,
  Located,
  Outcome,
  Platform,
  Rehearsal,
  Rehearsed,
  Retracted,
  Retraction,
  Search,
  Target,
} from '../platform.js';
import { budgetsOf } from './instagram.budgets.js';
import { contain, type InstagramTools } from './instagram.container.js';
import { containerStateOf, containerStatus } from './instagram.container-state.js';
import { INSTAGRAM_CREDENTIALS, type InstagramCredentials } from './instagram.credentials.js';
import { findPost } from './instagram.found.js';
import { INSTAGRAM_GUIDE } from './instagram.guide.js';
import { CAPTION_UNITS, INSTAGRAM_MEDIA } from './instagram.limits.js';
import { INSTAGRAM_OPTIONS, reviewForm } from './instagram.options.js';
import { readFailure } from './instagram.outcome.js';
import { callOf, type InstagramAttempt, type InstagramProgress } from './instagram.progress.js';
import { claimPublic, makePublic, roomFor } from './instagram.publication.js';
import { rehearseContainer } from './instagram.rehearsal.js';
import { outcomeOfDelete, outcomeOfMissing } from './instagram.retraction.js';
import { judgeToken } from './instagram.token.js';

/** Instagram's professional accounts: Meta fetches a file into a container, and one request makes that a post. */
export class InstagramPlatform implements Platform<InstagramCredentials, InstagramProgress> {
  readonly credentials = INSTAGRAM_CREDENTIALS;
  readonly remoteIdShape = /^[1-9]\d{0,29}$/;
  readonly capabilities: PlatformCapabilities = {
    name: 'instagram',
    label: PLATFORM_LABELS.instagram,
    text: { counting: 'utf16', maxUnits: CAPTION_UNITS },
    reconcile: 'two_phase',
    retract: { kind: 'delete', withinMs: null },
    thread: null,
    edit: { kind: 'never' },
    media: INSTAGRAM_MEDIA,
    options: INSTAGRAM_OPTIONS,
    cost: null,
    guide: INSTAGRAM_GUIDE,
  };

  constructor(private readonly tools: InstagramTools) {}

  review(content: Content): readonly ContentProblem[] {
    return [...reviewContent(this.capabilities, content), ...reviewForm(content)];
  }

  async identify(target: Target<InstagramCredentials>): Promise<Identified> {
    const sent = await watchSend(
      () => this.tools.client.readAccount(callOf(target)),
      target.signal,
    );
    const parsed = page.safeParse(sent.kind === 'answered' ? sent.value.body : undefined);
    if (!parsed.success) return readFailure(sent);
    const account = parsed.data.instagram_business_account;
    if (!account) {
      const detail =
        'No professional Instagram account is linked to the Page of this token. Link it in the settings of the Page';
      return { kind: 'refused', cause: 'permission', detail };
    }
    const { id, username, followers_count } = account;
    const audience = followers_count ?? null;
    const handle = username ?? id;
    const known = { kind: 'identified', remoteId: id, handle, isVerified: null, audience } as const;
    const inspect = this.tools.client.inspector(callOf(target));
    return inspect ? judgeToken(known, await watchSend(inspect, target.signal)) : known;
  }

  rehearse(rehearsal: Rehearsal<InstagramCredentials>): Promise<Rehearsed> {
    return rehearseContainer(rehearsal, this.tools);
  }

  async publish(attempt: InstagramAttempt): Promise<Outcome> {
    if (attempt.media.length === 0) {
      const detail = 'Instagram posts nothing without a picture or video';
      return { kind: 'refused', cause: 'content', detail };
    }
    const contained = await contain(attempt, this.tools);
    if (contained.kind === 'ended') return contained.outcome;
    if (contained.isPublic) return claimPublic(attempt, contained, this.tools);
    const full = await roomFor(attempt, this.tools);
    return full ?? makePublic(attempt, contained, this.tools);
  }

  /** The state of the container is proof both ways; which post it became is found among those of the account. */
  async locate(search: Search<InstagramCredentials, InstagramProgress>): Promise<Located> {
    const { progress, text, sentAt, signal } = search;
    const containerId = progress?.containerId ?? null;
    if (!progress || containerId === null) {
      const detail = 'Nothing was prepared whole, so nothing became public';
      return { kind: 'absent', isProof: true, detail };
    }
    const { client } = this.tools;
    const sent = await watchSend(() => client.readContainer(callOf(search), containerId), signal);
    const read = containerStatus.safeParse(sent.kind === 'answered' ? sent.value.body : undefined);
    if (!read.success) return { kind: 'unreadable', detail: readFailure(sent).detail };
    if (containerStateOf(read.data).kind === 'published') {
      return findPost(search, { form: progress.form, text, notBefore: sentAt }, client);
    }
    const detail = 'Instagram says that what was prepared has not been published';
    return { kind: 'absent', isProof: true, detail };
  }

  async retract(retraction: Retraction<InstagramCredentials>): Promise<Retracted> {
    const { postId, remoteId: igUserId, publishedAt, signal } = retraction;
    const { client, clock } = this.tools;
    const call = callOf(retraction);
    const deleted = outcomeOfDelete(
      await watchSend(() => client.deleteMedia(call, postId), signal),
    );
    if (deleted.kind !== 'missing') return deleted;
    const whose = await watchSend(() => client.readAccount(call), signal);
    const ageMs = clock.now().getTime() - publishedAt.getTime();
    return outcomeOfMissing(whose, { igUserId, ageMs });
  }

  budgetsOf = budgetsOf;

  lookUrl({ handle }: { handle: string }): string {
    return `https://www.instagram.com/${encodeURIComponent(handle.replace(/^@/, ''))}/`;
  }
}

/** docs/graph-api/reference/page and .../reference/ig-user, v25.0, read 2026-11-24. */
const page = z.object({
  id: z.string(),
  instagram_business_account: z
    .object({
      id: z.string(),
      username: z.string().optional(),
      followers_count: z.number().optional(),
    })
    .optional(),
});
