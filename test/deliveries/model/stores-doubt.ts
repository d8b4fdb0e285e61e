import type { FailureCause } from '../../../src/contract/deliveries.js';
import type { LostDelivery, Verdict } from '../../../src/deliveries/reconcile.store.js';
import { platformOf } from './accounts.js';
import { heldBy } from './stores-queue.js';
import type { AttemptRow, DeliveryRow, Table } from './table.js';
import { TIMING } from './timing.js';

export function takeLost(table: Table): LostDelivery[] {
  return table.due(['unknown']).flatMap((row) => {
    table.move(row, 'unknown', TIMING.leaseMs);
    const attempt = table.attemptOf(row.id, row.epoch);
    return attempt ? [lostOf(table, row, attempt)] : [];
  });
}

export function mayBeAnothers(table: Table, lost: LostDelivery, remoteId: string): boolean {
  return table.deliveries.some((other) => {
    if (other.id === lost.deliveryId || other.accountId !== lost.accountId) return false;
    const attempts = table.attempts.filter(({ deliveryId }) => deliveryId === other.id);
    if (attempts.some((attempt) => attempt.remoteId === remoteId)) return true;
    return table.postOf(other).words === lost.text && isSomewhere(other, attempts);
  });
}

/** It was sent, and nobody knows under which id. */
function isSomewhere({ state }: DeliveryRow, attempts: readonly AttemptRow[]): boolean {
  if (state === 'sending' || state === 'unknown' || state === 'needs_decision') return true;
  if (state !== 'published' && state !== 'failed') return false;
  const isPersons = attempts.some(({ cause }) => cause === 'person');
  return isPersons && attempts.every(({ remoteId }) => remoteId === null);
}

export function conclude(table: Table, lost: LostDelivery, verdict: Verdict): void {
  const row = heldBy(table, lost);
  const attempt = table.attemptOf(lost.deliveryId, lost.epoch);
  if (row?.state !== 'unknown' || !attempt) return;
  switch (verdict.kind) {
    case 'published':
      table.move(row, 'published', null);
      attempt.remoteId = verdict.remoteId;
      attempt.cause = null;
      attempt.hasDetail = false;
      break;
    case 'absent':
      table.move(row, 'retry_wait', verdict.retryInMs);
      attempt.cause = 'unavailable';
      attempt.hasDetail = true;
      break;
    case 'look_again':
      table.move(row, 'unknown', verdict.afterMs);
      break;
    case 'undecided':
      table.move(row, 'needs_decision', null);
      attempt.hasDetail = true;
  }
  attempt.looks += 1;
  attempt.outcome = row.state;
}

function lostOf(table: Table, row: DeliveryRow, attempt: AttemptRow): LostDelivery {
  return {
    deliveryId: row.id,
    epoch: row.epoch,
    accountId: row.accountId,
    platform: platformOf(row.accountId),
    remoteId: '',
    handle: '',
    text: table.postOf(row).words,
    part: 0,
    progress: row.draftId === null ? null : { postId: row.draftId },
    sentAt: new Date(attempt.intentAtMs ?? 0),
    looks: attempt.looks,
    attempts: row.attempts,
    cause: attempt.cause as FailureCause | null,
  };
}
