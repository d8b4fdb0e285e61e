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
  Platform,
  Retracted,
  Retraction,
  Search,
  Target,
} from '../platform.js';
import { budgetsOf } from './x.budgets.js';
import type { XClient } from './x.client.js';
import { X_CREDENTIALS, type XCredentials } from './x.credentials.js';
import { CLOCK_MARGIN_MS, POST_UNITS } from './x.limits.js';
import { outcomeOfCreate, permalinkOf, readFailure } from './x.outcome.js';
import { outcomeOfDelete } from './x.retraction.js';
import { isSameText } from './x.same-text.js';

/** X: one request makes a post public; the account's timeline can be read afterwards. */
export class XPlatform implements Platform<XCredentials, never> {
  readonly credentials = X_CREDENTIALS;
  readonly remoteIdShape = /^[1-9]\d{0,18}$/;
  readonly capabilities: PlatformCapabilities = {
    name: 'x',
    label: PLATFORM_LABELS.x,
    text: { counting: 'x_weighted', maxUnits: POST_UNITS },
    reconcile: 'readable',
    retract: { kind: 'delete', withinMs: null },
    edit: { kind: 'never' },
    media: TEXT_ONLY,
    options: [],
    cost: null,
  };

  constructor(
    private readonly client: XClient,
    private readonly clock: Clock,
  ) {}

  review(content: Content): readonly ContentProblem[] {
    return reviewContent(this.capabilities, content);
  }

  async identify({ credentials, signal }: Target<XCredentials>): Promise<Identified> {
    const sent = await watchSend(() => this.client.readMe(credentials), signal);
    const me =
      sent.kind === 'answered' && sent.value.kind === 'done' && user.safeParse(sent.value.body);
    if (!me || !me.success) return readFailure(sent);
    const { id, username, verified, verified_type, public_metrics } = me.data.data;
    return {
      kind: 'identified',
      remoteId: id,
      handle: username,
      isVerified: verified_type === undefined ? verified === true : verified_type !== 'none',
      audience: public_metrics?.followers_count ?? null,
    };
  }

  async publish(attempt: Attempt<XCredentials, never>): Promise<Outcome> {
    const sent = await attempt.commit(() =>
      this.client.createPost(attempt.credentials, attempt.text),
    );
    return outcomeOfCreate(sent, attempt.handle, this.clock.now());
  }

  /** Absence is never proof: X does not say how long a new post stays out of the timeline. */
  async locate({ signal, ...search }: Search<XCredentials, never>): Promise<Located> {
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
      .findLast((post) => isSameText(search.text, post));
    if (!ours) {
      return { kind: 'absent', isProof: false, detail: 'The timeline does not show it (yet)' };
    }
    return { kind: 'found', remoteId: ours.id, permalink: permalinkOf(search.handle, ours.id) };
  }

  async retract({ credentials, postId, signal }: Retraction<XCredentials>): Promise<Retracted> {
    const sent = await watchSend(() => this.client.deletePost(credentials, postId), signal);
    return outcomeOfDelete(sent, { postId, now: this.clock.now() });
  }

  budgetsOf = budgetsOf;

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
  data: z
    .array(
      z.object({
        id: z.string(),
        text: z.string(),
        created_at: z.string(),
        entities: z
          .object({
            urls: z.array(z.object({ url: z.string(), expanded_url: z.string() })).optional(),
          })
          .optional(),
      }),
    )
    .optional(),
  meta: z.object({ result_count: z.number() }),
});
