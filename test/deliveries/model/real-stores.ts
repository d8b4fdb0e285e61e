import type { DeliveryBench } from '../../support/delivery-bench.js';
import { IntentRefused } from '../../../src/deliveries/intent.js';
import { PLATFORM_NAMES } from '../../../src/contract/platforms.js';
import { ACCOUNT_IDS, platformOf } from './accounts.js';
import type { LaterStores } from './journal.js';
import { AHEAD_MS } from './stores-queue.js';
import type { PostRow } from './table.js';
import { TIMING } from './timing.js';

/** The product's own stores behind the calls of the simulation. */
export async function realStores(bench: DeliveryBench): Promise<LaterStores> {
  const { dataSource } = bench;
  const personId = await bench.somebody();
  return {
    enqueue: async (post, plan) => {
      await addPost(bench, post, personId);
      const dueAt = new Date(post.dueAtMs);
      const added = await bench.queue.enqueue(dataSource, {
        postId: post.id,
        dueAt,
        priority: 'campaign',
        plan,
      });
      await closeGapsInIds(bench);
      return added;
    },
    claimDue: (room, workerNowMs) =>
      bench.claims.claimDue({
        room: new Map(PLATFORM_NAMES.map((name) => [name, room])),
        workerNow: new Date(workerNowMs),
        aheadMs: AHEAD_MS,
        leaseMs: TIMING.leaseMs,
      }),
    giveBack: (claim, as) => bench.claims.giveBack([{ claim, as }]),
    remember: (claim, draftId) => isGranted(bench.intents.remember(claim, { postId: draftId })),
    writeIntent: (claim) => isGranted(bench.intend(claim)),
    settle: (claim, settlement) => bench.results.settle(claim, settlement),
    rescueExpired: () => bench.rescue.rescueExpired(),
    releaseRetries: () => bench.rescue.releaseRetries(),
    endWaits: (platform) => bench.rescue.endWaits(platform),
    takeLost: () => bench.reconcile.takeLost(),
    mayBeAnothers: (lost, remoteId) => bench.reconcile.mayBeAnothers(lost, remoteId),
    conclude: (lost, verdict) => bench.reconcile.conclude(lost, verdict),
    retry: async (filter) => {
      const moved = await bench.people.retry(dataSource, { placePath: '/', ...filter });
      return moved.map(({ id }) => id);
    },
    decide: (decision) =>
      bench.people.decide(dataSource, {
        ...decision,
        personId,
        reason: 'A person looked',
        permalink: null,
      }),
    cancelPost: (postId) => bench.people.cancelPost(dataSource, postId, new Date()),
  };
}

/** The accounts of the simulation, under the same numbers. */
export async function addAccounts(bench: DeliveryBench): Promise<void> {
  await bench.aPlannedPost({ accounts: ACCOUNT_IDS.length });
  for (const accountId of ACCOUNT_IDS) {
    await bench.dataSource.query('UPDATE accounts SET platform = $1 WHERE id = $2', [
      platformOf(accountId),
      accountId,
    ]);
  }
}

/** Everything but people, places and accounts; the next post is number 1 again. Approvals, which nobody may remove, are none. */
export async function clearPosts(bench: DeliveryBench): Promise<void> {
  await bench.dataSource.query('ALTER TABLE approvals DISABLE TRIGGER USER');
  await bench.dataSource.query(
    'TRUNCATE posts, filled_texts, deliveries, attempts, delivery_progress RESTART IDENTITY CASCADE',
  );
}

async function addPost(bench: DeliveryBench, post: PostRow, personId: number): Promise<void> {
  await bench.dataSource.query(
    `INSERT INTO posts (id, operation_id, content_hash, title, language, author_id, created_at, due_at, not_after_at, wall_time, zone)
     OVERRIDING SYSTEM VALUE
     VALUES ($1, gen_random_uuid(), '', $2, 'en', $3, now(), $4, $5, '', 'Asia/Kolkata') ON CONFLICT DO NOTHING`,
    [post.id, post.words, personId, new Date(post.dueAtMs), new Date(post.notAfterAtMs)],
  );
}

/** A row that was there already uses up a number all the same. */
async function closeGapsInIds(bench: DeliveryBench): Promise<void> {
  await bench.dataSource.query(
    `SELECT setval(pg_get_serial_sequence('deliveries', 'id'), max(id)) FROM deliveries`,
  );
}

async function isGranted(asked: Promise<void>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (error instanceof IntentRefused) return false;
    throw error;
  }
}
