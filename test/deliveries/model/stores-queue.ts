import type { Claim } from '../../../src/deliveries/claim.js';
import type { GivenBack } from '../../../src/deliveries/claim.store.js';
import type { DeliveryPlan } from '../../../src/deliveries/enqueue.store.js';
import { ACCOUNT_IDS, platformOf } from './accounts.js';
import type { DeliveryRow, PostRow, Table } from './table.js';
import { TIMING } from './timing.js';

/** How long before its instant a delivery is taken, as the product's scheduler does. */
export const AHEAD_MS = 250;

export function enqueue(
  table: Table,
  { id: postId, dueAtMs }: PostRow,
  plan: DeliveryPlan,
): number {
  let added = 0;
  for (const { accountId } of plan.deliveries) {
    const isThere = table.deliveries.some(
      (row) => row.postId === postId && row.accountId === accountId,
    );
    if (isThere) continue;
    table.deliveries.push({
      id: table.deliveries.length + 1,
      postId,
      accountId,
      epoch: 0,
      state: 'ready',
      attempts: 0,
      crashes: 0,
      dueAtMs,
      wakeAtMs: dueAtMs,
      intentAtMs: null,
      draftId: null,
    });
    added += 1;
  }
  return added;
}

/** Of each account one, and none of an account that has one under way. */
export function claimDue(table: Table, room: number, workerNowMs: number): Claim[] {
  const boundMs = Math.min(table.nowMs, workerNowMs) + AHEAD_MS;
  const places = new Map(ACCOUNT_IDS.map((accountId) => [platformOf(accountId), room]));
  const taken = new Set(table.deliveries.filter(isUnderWay).map(({ accountId }) => accountId));
  const due = table.due(['ready'], boundMs).filter(({ accountId }) => {
    const platform = platformOf(accountId);
    const left = places.get(platform) ?? 0;
    if (taken.has(accountId) || left === 0) return false;
    places.set(platform, left - 1);
    return true;
  });
  const first = due.filter(({ accountId }) => !taken.has(accountId) && taken.add(accountId));
  return first.map((row) => {
    const wakeAtMs = row.wakeAtMs ?? 0;
    row.epoch += 1;
    row.intentAtMs = null;
    table.move(row, 'claimed', TIMING.leaseMs);
    return claimOf(table, row, wakeAtMs);
  });
}

export function giveBack(table: Table, claim: Claim, as: GivenBack): void {
  const row = heldBy(table, claim);
  if (row?.state !== 'claimed') return;
  if (table.postOf(row).cancelledAtMs !== null) table.move(row, 'cancelled', null);
  else if (as.kind === 'missed') {
    table.move(row, 'missed', null);
    table.note(claim, { outcome: 'missed', cause: 'late' });
  } else {
    table.move(row, 'ready', null);
    row.wakeAtMs = as.kind === 'again' ? as.wakeAt.getTime() : Infinity;
  }
}

export function remember(table: Table, claim: Claim, draftId: string): boolean {
  const row = heldBy(table, claim);
  if (row?.state !== 'claimed') return false;
  row.draftId = draftId;
  return true;
}

export function writeIntent(table: Table, claim: Claim): boolean {
  const row = heldBy(table, claim);
  if (row?.state !== 'claimed' || table.postOf(row).cancelledAtMs !== null) return false;
  const isLeased = row.wakeAtMs !== null && row.wakeAtMs > table.nowMs;
  if (!isLeased || row.dueAtMs > table.nowMs || table.isTooLate(row)) return false;
  row.attempts += 1;
  row.intentAtMs = table.nowMs;
  table.move(row, 'sending', TIMING.leaseMs);
  return true;
}

/** The row while `claim` is its newest. */
export function heldBy(
  table: Table,
  { deliveryId, epoch }: Pick<Claim, 'deliveryId' | 'epoch'>,
): DeliveryRow | undefined {
  const row = table.deliveries[deliveryId - 1];
  return row?.epoch === epoch ? row : undefined;
}

function isUnderWay({ state }: DeliveryRow): boolean {
  return state === 'claimed' || state === 'sending';
}

function claimOf(table: Table, row: DeliveryRow, wakeAtMs: number): Claim {
  const { id, epoch, postId, accountId, attempts, dueAtMs, draftId } = row;
  const { words } = table.postOf(row);
  return {
    deliveryId: id,
    epoch,
    postId,
    accountId,
    platform: platformOf(accountId),
    priority: 1,
    remoteId: '',
    handle: '',
    text: words,
    part: 0,
    isThread: false,
    hasEnclosures: false,
    isResumed: false,
    attempts,
    dueAt: new Date(dueAtMs),
    wakeAt: new Date(wakeAtMs),
    dueInMs: wakeAtMs - table.nowMs,
    isMissed: table.isTooLate(row),
    campaignId: null,
    districtPath: '/',
    progress: draftId === null ? null : { postId: draftId },
    claimedAtTick: table.clocks.truthMs,
  };
}
