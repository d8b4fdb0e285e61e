import { watchSend } from '../../kernel/egress/index.js';
import type { Rehearsal, Rehearsed } from '../platform.js';
import { addressFault, created, fileFields, type InstagramTools } from './instagram.container.js';
import { containerStateOf, containerStatus } from './instagram.container-state.js';
import type { InstagramCredentials } from './instagram.credentials.js';
import { CONTAINER_LIVES_HOURS } from './instagram.limits.js';
import { outcomeOfStep, type Ended } from './instagram.outcome.js';
import { callOf } from './instagram.progress.js';
import { roomFor } from './instagram.publication.js';

/**
 * Makes a container of a picture that is never published; Meta throws it away after a day, and nothing deletes it sooner.
 * It is looked at once: whether Meta has fetched the picture is claimed only where it says so by then.
 */
export async function rehearseContainer(
  rehearsal: Rehearsal<InstagramCredentials>,
  tools: InstagramTools,
): Promise<Rehearsed> {
  const { client } = tools;
  const { picture, remoteId, signal } = rehearsal;
  const ended = addressFault([picture], tools) ?? (await roomFor(rehearsal, tools));
  if (ended) return withoutPost(ended);
  const call = callOf(rehearsal);
  const made = outcomeOfStep(
    await watchSend(() => client.createContainer(call, remoteId, fileFields(picture)), signal),
    created,
  );
  if (made.kind === 'ended') return withoutPost(made.outcome);
  const containerId = made.value.id;
  const looked = outcomeOfStep(
    await watchSend(() => client.readContainer(call, containerId), signal),
    containerStatus,
  );
  const leaves = { what: 'draft', forHours: CONTAINER_LIVES_HOURS } as const;
  const passed: Rehearsed = { kind: 'passed', proved: ['has_room', 'prepared'], leaves };
  if (looked.kind === 'ended') return passed;
  const state = containerStateOf(looked.value);
  switch (state.kind) {
    case 'finished':
      return { ...passed, proved: ['has_room', 'prepared', 'uploaded'] };
    case 'working':
    case 'published':
      return passed;
    case 'lost':
      return { kind: 'unavailable', detail: state.detail };
    case 'refused':
      return { kind: 'refused', cause: 'content', detail: state.detail };
  }
}

function withoutPost(outcome: Ended): Rehearsed {
  return outcome.kind === 'refused' ? outcome : { kind: 'unavailable', detail: outcome.detail };
}
