import { z } from 'zod';
import { watchSend } from '../../kernel/egress/index.js';
import type { Outcome, Target } from '../platform.js';
import type { Contained, InstagramTools } from './instagram.container.js';
import { containerStateOf, containerStatus } from './instagram.container-state.js';
import type { InstagramCredentials } from './instagram.credentials.js';
import { findPost } from './instagram.found.js';
import { LONGEST_WITHOUT_A_LOOK_MS } from './instagram.limits.js';
import { formIn } from './instagram.options.js';
import { outcomeOfPublish, outcomeOfStep, type Ended } from './instagram.outcome.js';
import { callOf, type InstagramAttempt } from './instagram.progress.js';

type Ready = Extract<Contained, { kind: 'ready' }>;

/** Null: the account may publish one more. Asked before, since a refusal of the public request leaves a doubt. */
export async function roomFor(
  target: Target<InstagramCredentials>,
  { client }: InstagramTools,
): Promise<Ended | null> {
  const sent = await watchSend(
    () => client.readPublishingLimit(callOf(target), target.remoteId),
    target.signal,
  );
  const step = outcomeOfStep(sent, publishingLimit);
  if (step.kind === 'ended') return step.outcome;
  const [limit] = step.value.data;
  const total = limit?.config?.quota_total;
  if (!limit || total === undefined || limit.quota_usage < total) return null;
  const spanMs = (limit.config?.quota_duration ?? USUAL_SPAN_SECONDS) * 1_000;
  const hours = Math.round(spanMs / 3_600_000);
  const detail = `Instagram lets an account publish ${total} posts in ${hours} hours, and they are used up`;
  // Meta does not say when the oldest leaves the span: on average one does in so long.
  const meanMs = Math.ceil(spanMs / Math.max(1, total));
  const retryAfterMs = Math.min(meanMs, LONGEST_WITHOUT_A_LOOK_MS);
  return { kind: 'throttled', scope: 'account', retryAfterMs, detail };
}

export async function makePublic(
  attempt: InstagramAttempt,
  { containerId }: Ready,
  { client }: InstagramTools,
): Promise<Outcome> {
  if (attempt.signal.aborted) return tooLate();
  const sent = await attempt.commit(() =>
    client.publish(callOf(attempt), attempt.remoteId, containerId),
  );
  const outcome = outcomeOfPublish(sent);
  if (outcome.kind !== 'published') return outcome;
  // The post is public, whatever this read comes to.
  const read = await watchSend(
    () => client.readPermalink(callOf(attempt), outcome.remoteId),
    attempt.signal,
  );
  const shown = post.safeParse(read.kind === 'answered' ? read.value.body : undefined);
  return { ...outcome, permalink: shown.data?.permalink ?? null };
}

/** An earlier call has made it public after all. The intent is written over a request that only reads. */
export async function claimPublic(
  attempt: InstagramAttempt,
  { containerId, since }: Ready,
  { client }: InstagramTools,
): Promise<Outcome> {
  if (attempt.signal.aborted) return tooLate();
  const sent = await attempt.commit(() => client.readContainer(callOf(attempt), containerId));
  const read = containerStatus.safeParse(sent.kind === 'answered' ? sent.value.body : undefined);
  if (!read.success || containerStateOf(read.data).kind !== 'published') {
    return { kind: 'uncertain', cause: 'unclear_answer', detail: 'The post seemed to be public' };
  }
  const sought = { form: formIn(attempt), text: attempt.text, notBefore: new Date(since) };
  const found = await findPost(attempt, sought, client);
  return found.kind === 'found'
    ? { ...found, kind: 'published' }
    : { kind: 'uncertain', cause: 'unclear_answer', detail: found.detail };
}

function tooLate(): Outcome {
  return { kind: 'unavailable', detail: 'The time was over before the post was made public' };
}

/** Reels, pictures, carousels and stories alike; .../reference/ig-user/content_publishing_limit, read 2026-11-24. */
const publishingLimit = z.object({
  data: z.array(
    z.object({
      quota_usage: z.number(),
      config: z
        .object({
          quota_total: z.number().optional(),
          /** Seconds. */
          quota_duration: z.number().positive().optional(),
        })
        .optional(),
    }),
  ),
});
const post = z.object({ permalink: z.url() });
const USUAL_SPAN_SECONDS = 86_400;
