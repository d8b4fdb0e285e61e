import type { PlatformName } from '../../../src/contract/platforms.js';
import type { Claim } from '../../../src/deliveries/claim.js';
import { LATE_PROOF_FROM } from '../../../src/deliveries/delivery-state.js';
import type { Rescued } from '../../../src/deliveries/rescue.store.js';
import type { Recorded } from '../../../src/deliveries/result.store.js';
import { MAX_CRASHES } from '../../../src/deliveries/retry-policy.js';
import type { Settlement } from '../../../src/deliveries/settle.js';
import { platformOf } from './accounts.js';
import { heldBy } from './stores-queue.js';
import type { DeliveryRow, Table } from './table.js';

export function settle(table: Table, claim: Claim, settlement: Settlement): Recorded {
  const row = heldBy(table, claim);
  if (row?.state !== 'claimed' && row?.state !== 'sending') {
    return keepAsEvidence(table, claim, settlement);
  }
  const { state, attempts, wakeAfterMs, cause, detail, remoteId } = settlement;
  row.attempts = attempts;
  row.crashes = 0;
  table.move(row, state, wakeAfterMs);
  const { intentAtMs } = row;
  table.note(claim, { intentAtMs, outcome: state, cause, hasDetail: detail !== null, remoteId });
  return 'settled';
}

function keepAsEvidence(table: Table, claim: Claim, { remoteId, detail }: Settlement): Recorded {
  const attempt = table.attemptOf(claim.deliveryId, claim.epoch);
  if (!attempt || attempt.outcome === 'published') return 'late';
  if (remoteId === null) {
    attempt.hasDetail ||= detail !== null;
    return 'late';
  }
  attempt.remoteId ??= remoteId;
  attempt.outcome = 'published';
  attempt.cause = null;
  attempt.hasDetail = false;
  return acceptProof(table, claim) ? 'late' : 'twice';
}

function acceptProof(table: Table, { deliveryId, epoch }: Claim): boolean {
  const row = table.deliveries[deliveryId - 1];
  if (!row) return false;
  if (isSentAgain(table, row, epoch)) return false;
  if (row.state === 'unknown' || row.state === 'needs_decision') {
    table.move(row, 'published', null, 'proof');
  } else if (LATE_PROOF_FROM.some((state) => state === row.state)) {
    row.epoch += 1;
    table.move(row, 'published', null, 'proof');
  }
  return true;
}

function isSentAgain(table: Table, row: DeliveryRow, epoch: number): boolean {
  if (row.state === 'sending' && row.epoch > epoch) return true;
  return table.attempts.some(
    (later) => later.deliveryId === row.id && later.epoch > epoch && later.intentAtMs !== null,
  );
}

/** So far before what came up meanwhile stands what a dead worker had. */
const ITS_PLACE_MS = 60_000;

export function rescueExpired(table: Table): Rescued {
  const rescued = { released: 0, setAside: 0, unknown: 0 };
  for (const row of table.due(['claimed', 'sending'])) {
    if (row.state === 'sending') {
      table.move(row, 'unknown', 0);
      noteRescue(table, row, 'no_answer');
      rescued.unknown += 1;
      continue;
    }
    row.crashes += 1;
    if (table.postOf(row).cancelledAtMs !== null) {
      table.move(row, 'cancelled', null);
    } else if (row.crashes >= MAX_CRASHES) {
      table.move(row, 'failed', null);
      noteRescue(table, row, 'too_many_attempts');
      rescued.setAside += 1;
    } else {
      table.move(row, 'ready', null);
      row.wakeAtMs = Math.max(row.dueAtMs, table.nowMs - ITS_PLACE_MS);
      rescued.released += 1;
    }
  }
  return rescued;
}

export function releaseRetries(table: Table): void {
  for (const row of table.due(['retry_wait'])) {
    const { wakeAtMs } = row;
    if (table.postOf(row).cancelledAtMs !== null) table.move(row, 'cancelled', null);
    else {
      table.move(row, 'ready', null);
      row.wakeAtMs = wakeAtMs;
    }
  }
}

export function endWaits(table: Table, platform: PlatformName): void {
  for (const row of table.deliveries) {
    const isAway = table.attemptOf(row.id, row.epoch)?.cause === 'unavailable';
    if (row.state !== 'retry_wait' || platformOf(row.accountId) !== platform || !isAway) continue;
    row.wakeAtMs = Math.min(row.wakeAtMs ?? table.nowMs, table.nowMs);
  }
}

function noteRescue(table: Table, row: DeliveryRow, cause: string): void {
  const of = { deliveryId: row.id, epoch: row.epoch };
  const { intentAtMs, state: outcome } = row;
  table.note(of, { intentAtMs, outcome, cause, hasDetail: true });
}
