import { z } from 'zod';
import type { Clock } from '../../kernel/clock.js';
import { watchSend } from '../../kernel/egress/index.js';
import type { MediaFile } from '../platform.js';
import { canFetch } from './instagram.addresses.js';
import type { InstagramClient } from './instagram.client.js';
import { containerStateOf, containerStatus } from './instagram.container-state.js';
import {
  ADDRESS_VALID_MS,
  CONTAINER_KEPT_MS,
  CONTAINER_PATIENCE_MS,
  FIRST_LOOK_MS,
  NEXT_LOOK_MS,
} from './instagram.limits.js';
import { formIn } from './instagram.options.js';
import { outcomeOfStep, type Ended, type Step } from './instagram.outcome.js';
import { callOf, type InstagramAttempt, type InstagramProgress } from './instagram.progress.js';

export interface InstagramTools {
  client: InstagramClient;
  clock: Clock;
}

export type Contained =
  /** `isPublic`: an earlier call has published it after all. */
  | { kind: 'ready'; containerId: string; isPublic: boolean; since: string }
  | { kind: 'ended'; outcome: Ended };

/**
 * From nothing, or from what is remembered, to a container that Meta has finished: one for a picture, reel or story; for a
 * carousel one for each part, and then one that holds them.
 */
export async function contain(
  attempt: InstagramAttempt,
  tools: InstagramTools,
): Promise<Contained> {
  const work = new Containing(attempt, tools, progressOf(attempt, tools.clock.now()));
  const unreachable =
    work.progress.containerId === null ? addressFault(attempt.media, tools) : null;
  if (unreachable) return { kind: 'ended', outcome: unreachable };
  if (work.isCarousel && work.progress.containerId === null) {
    const parts = await containParts(work);
    if (parts.kind === 'ended') return parts;
  }
  const made = await work.wholeContainer();
  if (made.kind === 'ended') return made;
  const containerId = made.value;
  const { since } = work.progress;
  const looked = await work.lookAt(containerId);
  if (looked.kind === 'ended') return looked;
  return { kind: 'ready', containerId, since, isPublic: looked.value === 'published' };
}

async function containParts(work: Containing): Promise<Step<null>> {
  const { media } = work.attempt;
  for (const file of media.slice(work.progress.partIds.length)) {
    const made = await work.create({ ...fileFields(file), is_carousel_item: 'true' });
    if (made.kind === 'ended') return made;
    await work.keep({ partIds: [...work.progress.partIds, made.value] });
  }
  for (const partId of work.progress.partIds) {
    const looked = await work.lookAt(partId);
    if (looked.kind === 'ended') return looked;
  }
  return { kind: 'done', value: null };
}

/** One call's work on the containers of one post. */
class Containing {
  constructor(
    readonly attempt: InstagramAttempt,
    private readonly tools: InstagramTools,
    public progress: InstagramProgress,
  ) {}

  get isCarousel(): boolean {
    return this.attempt.media.length > 1;
  }

  async keep(more: Partial<InstagramProgress>): Promise<void> {
    this.progress = { ...this.progress, ...more };
    await this.attempt.remember(this.progress);
  }

  async wholeContainer(): Promise<Step<string>> {
    if (this.progress.containerId !== null)
      return { kind: 'done', value: this.progress.containerId };
    const made = await this.create(wholeFields(this.attempt, this.progress.partIds));
    if (made.kind === 'done') await this.keep({ containerId: made.value });
    return made;
  }

  async create(fields: Record<string, string>): Promise<Step<string>> {
    const { attempt, tools } = this;
    const sent = await watchSend(
      () => tools.client.createContainer(callOf(attempt), attempt.remoteId, fields),
      attempt.signal,
    );
    const step = outcomeOfStep(sent, created);
    return step.kind === 'done' ? { kind: 'done', value: step.value.id } : step;
  }

  async lookAt(containerId: string): Promise<Step<'finished' | 'published'>> {
    const { attempt, tools } = this;
    const sent = await watchSend(
      () => tools.client.readContainer(callOf(attempt), containerId),
      attempt.signal,
    );
    const read = outcomeOfStep(sent, containerStatus);
    if (read.kind === 'ended') return read;
    const state = containerStateOf(read.value);
    switch (state.kind) {
      case 'finished':
      case 'published':
        return { kind: 'done', value: state.kind };
      case 'working':
        return { kind: 'ended', outcome: this.patience() };
      case 'lost':
        await this.keep({ ...anew(tools.clock.now()) });
        return { kind: 'ended', outcome: { kind: 'unavailable', detail: state.detail } };
      case 'refused':
        return {
          kind: 'ended',
          outcome: { kind: 'refused', cause: 'content', detail: state.detail },
        };
    }
  }

  private patience(): Ended {
    const ageMs = this.tools.clock.now().getTime() - Date.parse(this.progress.since);
    if (ageMs >= CONTAINER_PATIENCE_MS) {
      const detail =
        'Instagram has worked on the file for an hour without an end. Send another one';
      return { kind: 'refused', cause: 'content', detail };
    }
    const resumeAfterMs = ageMs < NEXT_LOOK_MS ? FIRST_LOOK_MS : NEXT_LOOK_MS;
    return { kind: 'waiting', resumeAfterMs, detail: 'Instagram is working on the file' };
  }
}

function progressOf(attempt: InstagramAttempt, now: Date): InstagramProgress {
  const { progress } = attempt;
  const fresh = { form: formIn(attempt), ...anew(now) };
  if (!progress) return fresh;
  // The whole one is asked for its state, however old it is: it may have become the post.
  const isOld = now.getTime() - Date.parse(progress.since) >= CONTAINER_KEPT_MS;
  return progress.containerId === null && isOld ? fresh : progress;
}

function anew(now: Date): Omit<InstagramProgress, 'form'> {
  return { partIds: [], containerId: null, since: now.toISOString() };
}

/** Null: Meta reaches all of them. */
export function addressFault(
  media: readonly MediaFile[],
  { client }: InstagramTools,
): Ended | null {
  const { versionedUrl } = client.place;
  if (media.every((file) => canFetch(versionedUrl, file.publicUrl(ADDRESS_VALID_MS)))) return null;
  const detail =
    'Instagram fetches pictures and videos from this server, which has no public https address. ' +
    'The operator has to set MUNADI_PUBLIC_URL to one';
  return { kind: 'refused', cause: 'content', detail };
}

/** .../reference/ig-user/media, read 2026-11-24; `is_ai_generated` since 2026-06-22, on the whole post only. */
function wholeFields(
  attempt: InstagramAttempt,
  partIds: readonly string[],
): Record<string, string> {
  const { media, text } = attempt;
  const [file] = media;
  const aiFields: Record<string, string> = media.some(({ isAiMade }) => isAiMade)
    ? { is_ai_generated: 'true' }
    : {};
  if (!file || partIds.length > 0) {
    return { media_type: 'CAROUSEL', children: partIds.join(','), caption: text, ...aiFields };
  }
  if (formIn(attempt) === 'story') {
    return { media_type: 'STORIES', ...addressField(file), ...aiFields };
  }
  const type: Record<string, string> = file.kind === 'video' ? { media_type: 'REELS' } : {};
  return { ...type, ...addressField(file), ...altField(file), caption: text, ...aiFields };
}

/** A file by itself, without words. */
export function fileFields(file: MediaFile): Record<string, string> {
  const type: Record<string, string> = file.kind === 'video' ? { media_type: 'VIDEO' } : {};
  return { ...type, ...addressField(file), ...altField(file) };
}

function addressField(file: MediaFile): Record<string, string> {
  const url = file.publicUrl(ADDRESS_VALID_MS);
  return file.kind === 'video' ? { video_url: url } : { image_url: url };
}

/** Pictures alone: "Reels and stories are not supported". */
function altField({ kind, altText }: MediaFile): Record<string, string> {
  return kind === 'video' || altText === '' ? {} : { alt_text: altText };
}

export const created = z.object({ id: z.string().regex(/^\d+$/) });
