import { z } from 'zod';
import { watchSend } from '../../kernel/egress/index.js';
import type { FacebookClient } from './facebook.client.js';
import { PHOTO_KEPT_MS } from './facebook.limits.js';
import { linkIn } from './facebook.options.js';
import { outcomeOfPrepare, outcomeOfStep, type Ended, type Prepared } from './facebook.outcome.js';
import { callOf, throttledBy, type FacebookAttempt } from './facebook.progress.js';

/**
 * From nothing, or from what is remembered, to a draft on the Page: photos go there one by one, and a draft then
 * carries them.
 */
export async function prepareDraft(
  attempt: FacebookAttempt,
  client: FacebookClient,
  now: Date,
): Promise<Prepared> {
  const { progress } = attempt;
  if (progress && 'postId' in progress) {
    return { kind: 'prepared', postId: progress.postId, usedUp: undefined };
  }
  const earlier = photosSoFar(attempt, now);
  const photos = await uploadPhotos(attempt, client, earlier);
  if (photos.kind === 'ended') return photos;
  const { photoIds } = photos;
  const parts = { message: attempt.text, link: linkIn(attempt), photoIds };
  const sent = await watchSend(
    () => client.prepare(callOf(attempt), attempt.remoteId, parts),
    attempt.signal,
  );
  const prepared = outcomeOfPrepare(sent);
  if (prepared.kind === 'prepared') await attempt.remember({ postId: prepared.postId });
  else if (earlier.photoIds.length > 0 && isRefusedContent(prepared.outcome)) {
    return sentAnew(attempt, prepared.outcome, now);
  }
  return prepared;
}

function isRefusedContent(outcome: Ended): boolean {
  return outcome.kind === 'refused' && outcome.cause === 'content';
}

/** It may be the photos of an earlier call that Meta does not know any more: they are sent once more before it is believed. */
async function sentAnew(attempt: FacebookAttempt, { detail }: Ended, now: Date): Promise<Prepared> {
  await attempt.remember({ photoIds: [], since: now.toISOString() });
  return {
    kind: 'ended',
    outcome: { kind: 'unavailable', detail: `${detail}. The photos are sent again` },
  };
}

type Photos = { kind: 'uploaded'; photoIds: string[] } | { kind: 'ended'; outcome: Ended };

async function uploadPhotos(
  attempt: FacebookAttempt,
  client: FacebookClient,
  { photoIds: earlier, since }: { photoIds: readonly string[]; since: string },
): Promise<Photos> {
  const photoIds = [...earlier];
  for (const file of attempt.media.slice(photoIds.length)) {
    const sent = await watchSend(
      () => client.uploadPhoto(callOf(attempt), attempt.remoteId, file),
      attempt.signal,
    );
    const step = outcomeOfStep(sent, photo);
    if (step.kind === 'ended') return step;
    photoIds.push(step.value.id);
    await attempt.remember({ photoIds: [...photoIds], since });
    if (step.usedUp) return { kind: 'ended', outcome: throttledBy(step.usedUp) };
  }
  return { kind: 'uploaded', photoIds };
}

/** Photos that Meta may have thrown away by now are sent once more. */
function photosSoFar(
  { progress }: FacebookAttempt,
  now: Date,
): { photoIds: string[]; since: string } {
  const isFresh =
    progress !== undefined &&
    'photoIds' in progress &&
    now.getTime() - Date.parse(progress.since) < PHOTO_KEPT_MS;
  return isFresh
    ? { photoIds: [...progress.photoIds], since: progress.since }
    : { photoIds: [], since: now.toISOString() };
}

/** developers.facebook.com/docs/graph-api/reference/page/photos, v25.0, read 2026-11-24. */
const photo = z.object({ id: z.string().regex(/^\d+$/) });
