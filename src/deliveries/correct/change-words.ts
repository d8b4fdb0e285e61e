import type { OpenedAccount } from '../../accounts/index.js';
import type { Clock } from '../../kernel/clock.js';
import type { AnyPlatform, Edited } from '../../platforms/index.js';
import { Deadline } from '../deadline.js';
import type { Correction } from './correction.store.js';

/** What changing the words of one delivery needs of the world. */
export interface ChangeWordsDesk {
  clock: Clock;
  platform: AnyPlatform;
  /** Its credentials, opened for this call only; undefined when the account is gone. */
  account: OpenedAccount | undefined;
  sendTimeoutMs: number;
  /** Fires when the process stops: an edit that is cut off is made again elsewhere. */
  stopSignal: AbortSignal;
}

/** One delivery, one try. Answers what the platform said; decides nothing. */
export async function changeWords(item: Correction, desk: ChangeWordsDesk): Promise<Edited> {
  const { account, platform } = desk;
  const { edit } = platform.capabilities;
  if (edit.kind === 'never' || item.postIds.length === 0) return UNEDITABLE;
  const ageMs = desk.clock.now().getTime() - item.publishedAt.getTime();
  if (edit.withinMs !== null && ageMs > edit.withinMs) return TOO_OLD;
  if (account?.kind !== 'open') {
    return { kind: 'refused', detail: account?.detail ?? 'The account is gone' };
  }
  const deadline = new Deadline(desk.sendTimeoutMs, desk.stopSignal);
  const { remoteId, handle, publishedAt, text, hasMedia, options } = item;
  const { credentials } = account;
  const { signal } = deadline;
  try {
    for (const postId of item.postIds) {
      const target = { remoteId, handle, credentials, signal };
      const order = { ...target, postId, text, hasMedia, options, publishedAt };
      const edited = (await platform.edit?.(order)) ?? UNEDITABLE;
      if (edited.kind !== 'edited') return edited;
    }
    return { kind: 'edited' };
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    return {
      kind: 'unavailable',
      retryAfterMs: null,
      detail: `The edit could not be made (${name})`,
    };
  } finally {
    deadline.clear();
  }
}

const INSTEAD =
  'It says the old words. Take the post back and publish it anew, or change it by hand';
const UNEDITABLE: Edited = {
  kind: 'refused',
  detail: `The platform lets nothing be changed. ${INSTEAD}`,
};
const TOO_OLD: Edited = {
  kind: 'refused',
  detail: `The platform changes only younger posts. ${INSTEAD}`,
};
