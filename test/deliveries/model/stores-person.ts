import type { Decision, RetryFilter } from './stores.js';
import type { DeliveryRow, Table } from './table.js';

export function retry(table: Table, filter: RetryFilter): number[] {
  const moving = table.deliveries.filter((row) => mayBeRetried(table, row, filter));
  for (const row of moving) {
    row.attempts = 0;
    row.crashes = 0;
    row.draftId = null;
    makeDueAnew(table, row);
    table.move(row, 'ready', 0, 'person');
  }
  return moving.map(({ id }) => id);
}

/** What is too late for its post is due anew when a person orders it. */
function makeDueAnew(table: Table, row: DeliveryRow): void {
  if (table.isTooLate(row)) row.dueAtMs = table.nowMs;
}

function mayBeRetried(table: Table, row: DeliveryRow, filter: RetryFilter): boolean {
  const isMeant = 'postId' in filter ? row.postId === filter.postId : row.id === filter.deliveryId;
  if (!isMeant || (row.state !== 'failed' && row.state !== 'missed')) return false;
  if (table.postOf(row).cancelledAtMs !== null) return false;
  const attempt = table.attemptOf(row.id, row.epoch);
  const wanted = 'cause' in filter ? filter.cause : undefined;
  return !attempt || (attempt.cause !== 'person' && (wanted ?? attempt.cause) === attempt.cause);
}

export function decide(table: Table, { deliveryId, from, to }: Decision): boolean {
  const row = table.deliveries[deliveryId - 1];
  const isSentAgain = to === 'retry_wait' || to === 'ready';
  if (row?.state !== from) return false;
  if (isSentAgain && table.postOf(row).cancelledAtMs !== null) return false;
  row.epoch += 1;
  row.attempts = 0;
  if (isSentAgain) makeDueAnew(table, row);
  table.move(row, to, isSentAgain ? 0 : null, 'person');
  const told = { outcome: to, cause: 'person', hasDetail: true, isPersons: true };
  table.note({ deliveryId, epoch: row.epoch }, told);
  return true;
}

export function cancelPost(table: Table, postId: number): { cancelled: number; underWay: number } {
  const post = table.posts[postId - 1];
  if (!post) throw new Error(`There is no post ${postId}`);
  post.cancelledAtMs ??= table.nowMs;
  const rows = table.deliveries.filter((row) => row.postId === postId);
  const waiting = rows.filter(({ state }) => WITHOUT_INTENT.has(state));
  for (const row of waiting) table.move(row, 'cancelled', null, 'person');
  const underWay = rows.filter(({ state }) => WITH_INTENT.has(state)).length;
  return { cancelled: waiting.length, underWay };
}

const WITHOUT_INTENT: ReadonlySet<string> = new Set([
  'planned',
  'ready',
  'claimed',
  'retry_wait',
  'missed',
]);
const WITH_INTENT: ReadonlySet<string> = new Set(['sending', 'pending', 'unknown']);
