import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RecallStore } from '../../src/deliveries/recall/recall.store.js';
import { cellOf } from '../../src/deliveries/report.js';
import type { DeliveryRow } from '../../src/deliveries/report.store.js';
import { moveBatch } from '../../src/retention/archive.store.js';
import { LOST_ANSWER, PUBLISHED } from '../support/delivery-bench.js';
import { ArchiveBench, FAILED, daysAgo, idsOf } from './archive-bench.js';

let bench: ArchiveBench;
beforeAll(async () => {
  bench = await ArchiveBench.open();
});
afterAll(() => bench.close());
beforeEach(() => bench.clear());

describe('a post', () => {
  it('is archived thirty days after its end, and not before', async () => {
    const old = await bench.aSentPost(31, [PUBLISHED, FAILED, PUBLISHED]);
    await bench.aSentPost(29, [PUBLISHED, FAILED]);
    await bench.runOnce();
    expect(await bench.archivedIds()).toEqual(idsOf(old));
    expect(await hotStates()).toEqual({ failed: 1, published: 1 });
  });

  it('takes its tries, its drafts and what became of its recall along', async () => {
    const [claim] = await bench.aSentPost(40, [PUBLISHED]);
    const id = claim?.deliveryId;
    await bench.dataSource.query(
      `INSERT INTO delivery_progress VALUES ($1, '{"draft": 7}', now())`,
      [id],
    );
    await bench.dataSource.query(
      `INSERT INTO retractions (delivery_id, ended_at, outcome) VALUES ($1, $2, 'recalled')`,
      [id, daysAgo(35)],
    );
    await bench.runOnce();
    const [row] = await bench.dataSource.query<object[]>(
      `SELECT d.progress, d.retraction->>'outcome' AS outcome, n.remote_id
       FROM archived_deliveries d JOIN archived_attempts n ON n.delivery_id = d.id`,
    );
    expect(row).toEqual({ progress: { draft: 7 }, outcome: 'recalled', remote_id: '42' });
    const left = await bench.dataSource.query<object[]>(
      `SELECT 1 FROM attempts UNION ALL SELECT 1 FROM delivery_progress UNION ALL SELECT 1 FROM retractions`,
    );
    expect(left).toEqual([]);
  });

  it.each(['ready', 'retry_wait', 'unknown', 'needs_decision', 'missed', 'recall_unknown'])(
    'stays as long as one of its deliveries is %s',
    async (state) => {
      const [claim] = await bench.aSentPost(400, [PUBLISHED, PUBLISHED]);
      await forceState(claim?.deliveryId, state);
      await bench.runOnce();
      expect(await bench.archivedIds()).toEqual([]);
    },
  );

  it('stays until other words for it have arrived, and waits for none that have nowhere to go', async () => {
    const [claim, failed] = await bench.aSentPost(60, [PUBLISHED, FAILED]);
    const correct = (id: number | undefined) =>
      bench.dataSource.query(
        `INSERT INTO corrections (delivery_id, post_id, platform, text_id, state, wake_at)
         SELECT id, post_id, platform, text_id, 'pending', now() FROM deliveries WHERE id = $1`,
        [id],
      );
    await correct(claim?.deliveryId);
    await bench.runOnce();
    expect(await bench.archivedIds()).toEqual([]);
    await bench.dataSource.query('TRUNCATE corrections');
    await correct(failed?.deliveryId);
    await bench.runOnce();
    expect(await bench.archivedIds()).toHaveLength(2);
  });

  it('stays as long as something of it is public that was recalled', async () => {
    const [claim] = await bench.aSentPost(400, [PUBLISHED]);
    await bench.dataSource.query('UPDATE posts SET recalled_at = $2 WHERE id = $1', [
      claim?.postId,
      daysAgo(300),
    ]);
    await bench.runOnce();
    expect(await bench.archivedIds()).toEqual([]);
  });

  it('moves with what a person lets stay though it was recalled, and never takes it down later', async () => {
    const [claim] = await bench.aSentPost(400, [PUBLISHED]);
    const postId = claim?.postId ?? 0;
    await bench.dataSource.query('UPDATE posts SET recalled_at = $2 WHERE id = $1', [
      postId,
      daysAgo(300),
    ]);
    await bench.dataSource.query(
      `INSERT INTO retractions (delivery_id, ended_at, outcome) VALUES ($1, $2, 'stays')`,
      [claim?.deliveryId, daysAgo(300)],
    );
    await bench.runOnce();
    expect(await bench.archivedIds()).toEqual([claim?.deliveryId]);
    const recalls = new RecallStore(bench.delivery.worker, bench.delivery.config);
    const personId = await bench.delivery.somebody();
    expect(await recalls.recallPost(bench.dataSource, { postId, personId })).toBe(0);
  });

  it('stays for thirty days more when somebody has decided about it', async () => {
    const [claim] = await bench.aSentPost(400, [LOST_ANSWER, PUBLISHED]);
    await forceState(claim?.deliveryId, 'needs_decision');
    await bench.delivery.people.decide(bench.dataSource, {
      deliveryId: claim?.deliveryId ?? 0,
      personId: await bench.delivery.somebody(),
      from: 'needs_decision',
      to: 'published',
      reason: 'I saw it',
      permalink: null,
    });
    await bench.runOnce();
    expect(await bench.archivedIds()).toEqual([]);
    await bench.letItBeDaysAgo(claim?.postId ?? 0, 31);
    await bench.runOnce();
    expect(await bench.archivedIds()).toHaveLength(2);
  });

  it('stays as long as a look for a lost one may have to compare with it', async () => {
    const known = await bench.aSentPost(35, [PUBLISHED]);
    const [lost] = await bench.aSentPost(10, [LOST_ANSWER]);
    await bench.runOnce();
    expect(await bench.archivedIds()).toEqual([]);
    await forceState(lost?.deliveryId, 'needs_decision');
    await bench.runOnce();
    expect(await bench.archivedIds()).toEqual(idsOf(known));
  });

  it('of more than one batch is archived whole', async () => {
    const { postId } = await bench.delivery.aPlannedPost({ accounts: 12_000, dueAt: daysAgo(60) });
    await bench.dataSource.query(
      `UPDATE deliveries SET state = 'cancelled', wake_at = NULL WHERE post_id = $1`,
      [postId],
    );
    await bench.runOnce();
    expect(await bench.archivedIds()).toHaveLength(12_000);
    const [post] = await bench.dataSource.query<{ archived_at: Date | null }[]>(
      'SELECT archived_at FROM posts WHERE id = $1',
      [postId],
    );
    expect(post?.archived_at).toBeInstanceOf(Date);
  });
});

describe('what is told of a post', () => {
  it('is the same before and after it is archived', async () => {
    const [claim] = await bench.aSentPost(50, [PUBLISHED, FAILED, PUBLISHED]);
    const postId = claim?.postId ?? 0;
    const before = await tellOf(postId);
    expect(before.counts).toHaveLength(2);
    await bench.runOnce();
    expect(await bench.archivedIds()).toHaveLength(3);
    expect(await tellOf(postId)).toEqual(before);
  });

  it('no longer offers to try again what is archived', async () => {
    const [claim] = await bench.aSentPost(50, [FAILED]);
    const cell = async () => {
      const row = await bench.reports.one(claim?.deliveryId ?? 0, '/');
      return row && cellOf(row).can.retry;
    };
    expect(await cell()).toBe(true);
    await bench.runOnce();
    expect(await cell()).toBe(false);
    const postId = claim?.postId ?? 0;
    expect(await bench.delivery.people.retry(bench.dataSource, { placePath: '/', postId })).toEqual(
      [],
    );
  });

  it('lacks nothing that a delivery or a try has: the archive and the views hold every column', async () => {
    const columns = async (table: string) => {
      const rows = await bench.dataSource.query<{ name: string }[]>(
        `SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 ORDER BY 1`,
        [table],
      );
      return rows.map(({ name }) => name);
    };
    for (const kind of ['deliveries', 'attempts']) {
      const hot = await columns(kind);
      expect(await columns(`archived_${kind}`)).toEqual(expect.arrayContaining(hot));
      expect(await columns(`all_${kind}`)).toEqual(expect.arrayContaining(hot));
    }
  });

  it('keeps its accounts, its texts and itself from being deleted', async () => {
    const [claim] = await bench.aSentPost(50, [PUBLISHED]);
    await bench.runOnce();
    const deletes = [
      `DELETE FROM accounts WHERE id = ${claim?.accountId ?? 0}`,
      `DELETE FROM filled_texts WHERE post_id = ${claim?.postId ?? 0}`,
      `DELETE FROM posts WHERE id = ${claim?.postId ?? 0}`,
    ];
    for (const statement of deletes) {
      await expect(bench.dataSource.query(statement)).rejects.toThrow('stay as long as');
    }
  });
});

describe('at the same moment', () => {
  it("a person's retry keeps its delivery from being archived, and no other", async () => {
    const claims = await bench.aSentPost(50, [FAILED, FAILED, FAILED]);
    const [retried, ...others] = claims;
    await bench.dataSource.transaction(async (manager) => {
      const order = { placePath: '/', deliveryId: retried?.deliveryId ?? 0 };
      expect(await bench.delivery.people.retry(manager, order)).toHaveLength(1);
      expect(await moveOld(retried?.postId)).toBe(2);
    });
    expect(await bench.archivedIds()).toEqual(idsOf(others));
    expect(await hotStates()).toEqual({ ready: 1 });
  });

  it("the archive keeps its delivery from a person's retry", async () => {
    const [claim] = await bench.aSentPost(50, [FAILED, FAILED]);
    const postId = claim?.postId ?? 0;
    const endedBefore = await bench.archive.endedBefore();
    const { retried } = await bench.dataSource.transaction(async (manager) => {
      await moveBatch(manager, postId, endedBefore);
      return { retried: bench.delivery.people.retry(bench.dataSource, { placePath: '/', postId }) };
    });
    expect(await retried).toEqual([]);
    expect(await bench.archivedIds()).toHaveLength(2);
  });

  it('a recall keeps all of its post from being archived', async () => {
    const [claim] = await bench.aSentPost(50, [PUBLISHED, FAILED]);
    const postId = claim?.postId ?? 0;
    await bench.dataSource.transaction(async (manager) => {
      await bench.delivery.people.cancelPost(manager, postId, new Date());
      expect(await moveOld(postId)).toBe(0);
    });
    expect(await moveOld(postId)).toBe(0);
  });

  function moveOld(postId: number | undefined): Promise<number> {
    return bench.archive
      .endedBefore()
      .then((endedBefore) => bench.archive.moveBatch(postId ?? 0, endedBefore));
  }
});

describe('a recall of an archived post', () => {
  it('brings its deliveries and tries back as they were, and takes down what is public', async () => {
    const claims = await bench.aSentPost(50, [PUBLISHED, FAILED]);
    const postId = claims[0]?.postId ?? 0;
    const before = await tellOf(postId);
    await bench.runOnce();
    await bench.dataSource.query('SELECT bring_back_post($1)', [postId]);
    expect(await bench.archivedIds()).toEqual([]);
    expect(await tellOf(postId)).toEqual(before);
    const recalls = new RecallStore(bench.delivery.worker, bench.delivery.config);
    const personId = await bench.delivery.somebody();
    const order = { postId, personId };
    expect(await recalls.recallPost(bench.dataSource, order)).toBe(1);
  });

  it('that was not made lets them be archived again', async () => {
    const claims = await bench.aSentPost(50, [PUBLISHED]);
    await bench.runOnce();
    await bench.dataSource.query('SELECT bring_back_post($1)', [claims[0]?.postId]);
    await bench.runOnce();
    expect(await bench.archivedIds()).toEqual(idsOf(claims));
  });
});

/** Everything that the board shows of a post; only whether a person may retry changes with the archive. */
async function tellOf(postId: number): Promise<{ counts: unknown; lagMs: unknown; rows: unknown }> {
  const rows = await bench.reports.ofPost(postId, '/');
  const [first] = rows;
  expect(await bench.reports.one(first?.deliveryId ?? 0, '/')).toEqual(first);
  const counts = await bench.reports.countStates([postId], '/');
  return {
    counts: counts.sort((a, b) => a.n - b.n),
    lagMs: await bench.reports.lagMs(postId, '/'),
    rows: rows
      .map(({ isArchived: _, ...row }: DeliveryRow) => row)
      .sort((a, b) => a.deliveryId - b.deliveryId),
  };
}

async function hotStates(): Promise<Record<string, number>> {
  const rows = await bench.dataSource.query<{ state: string; n: number }[]>(
    'SELECT state::text, count(*) AS n FROM deliveries GROUP BY state ORDER BY state',
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** Puts a delivery where a long story would have brought it. */
async function forceState(id: number | undefined, state: string): Promise<void> {
  await bench.dataSource.transaction(async (manager) => {
    await manager.query(`SET LOCAL session_replication_role = 'replica'`);
    await manager.query('UPDATE deliveries SET state = $2::delivery_state WHERE id = $1', [
      id,
      state,
    ]);
  });
}
