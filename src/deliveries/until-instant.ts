import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../kernel/clock.js';
import type { Claim } from './claim.js';

/** Whether the process drains is looked at this often: to listen would cost more than the wait, thousands at once. */
const LOOK_AGAIN_MS = 300;
/** A timer may fire up to this much before its time. */
const TIMER_MS = 1;

/**
 * Waits until the delivery may go by the database's clock (`startInMs` after the claim was answered) and by the
 * worker's own. When the process drains it answers soon; the caller looks.
 */
export async function untilInstant(
  clock: Clock,
  claim: Claim,
  { startInMs, draining }: { startInMs: number; draining: AbortSignal },
): Promise<void> {
  while (!draining.aborted) {
    const byDatabaseMs = claim.claimedAtTick + startInMs - performance.now();
    const byWorkerMs = claim.dueAt.getTime() - clock.now().getTime();
    const leftMs = Math.max(byDatabaseMs, byWorkerMs);
    if (leftMs <= 0) return;
    await sleep(Math.min(leftMs + TIMER_MS, LOOK_AGAIN_MS));
  }
}
