import type { OpenedAccount } from '../../accounts/index.js';
import type { Clock } from '../../kernel/clock.js';
import type { AnyPlatform, Retracted } from '../../platforms/index.js';
import { Deadline } from '../deadline.js';
import type { Retractable } from './recall.store.js';

/** What taking one delivery down needs of the world. */
export interface TakeDownDesk {
  clock: Clock;
  platform: AnyPlatform;
  /** Its credentials, opened for this call only; undefined when the account is gone. */
  account: OpenedAccount | undefined;
  sendTimeoutMs: number;
  /** Fires when the process stops: a delete that is cut off is made again elsewhere. */
  stopSignal: AbortSignal;
}

/** One delivery, one try. Answers what the platform said; decides nothing. */
export async function takeDown(item: Retractable, desk: TakeDownDesk): Promise<Retracted> {
  const { account } = desk;
  if (!isDeletable(item, desk.platform)) return UNDELETABLE;
  if (isTooOld(item, desk)) return { kind: 'refused', detail: TOO_OLD };
  if (account?.kind !== 'open') {
    return { kind: 'refused', detail: account?.detail ?? 'The account is gone' };
  }
  const deadline = new Deadline(desk.sendTimeoutMs, desk.stopSignal);
  const { remoteId, handle, publishedAt } = item;
  const { credentials } = account;
  const { signal } = deadline;
  try {
    let ended: Retracted = { kind: 'retracted' };
    for (const postId of item.postIds) {
      const retraction = { remoteId, handle, credentials, signal, postId, publishedAt };
      const retracted = (await desk.platform.retract?.(retraction)) ?? UNDELETABLE;
      if (retracted.kind === 'withdrawn') ended = retracted;
      else if (retracted.kind !== 'retracted') return retracted;
    }
    return ended;
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    const detail = `The delete could not be made (${name})`;
    return { kind: 'unavailable', retryAfterMs: null, detail };
  } finally {
    deadline.clear();
  }
}

function isDeletable({ postIds }: Retractable, platform: AnyPlatform): boolean {
  return postIds.length > 0 && platform.capabilities.retract.kind !== 'never';
}

function isTooOld({ publishedAt }: Retractable, { platform, clock }: TakeDownDesk): boolean {
  const { retract } = platform.capabilities;
  if (retract.kind === 'never' || retract.withinMs === null) return false;
  return clock.now().getTime() - publishedAt.getTime() > retract.withinMs;
}

const BY_HAND = 'It can only be deleted by hand: open the account and delete the post';
const UNDELETABLE: Retracted = { kind: 'refused', detail: BY_HAND };
const TOO_OLD = `The platform deletes only younger posts. ${BY_HAND}`;
