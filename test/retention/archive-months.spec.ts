import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PUBLISHED } from '../support/delivery-bench.js';
import { ArchiveBench, FAILED, daysAgo, idsOf } from './archive-bench.js';

let bench: ArchiveBench;
beforeAll(async () => {
  bench = await ArchiveBench.open();
});
afterAll(() => bench.close());
beforeEach(() => bench.clear());

describe('the months of the archive', () => {
  it('are made for every post that may be archived, for this month and for the next', async () => {
    await bench.aSentPost(75, [PUBLISHED]);
    await bench.runOnce();
    expect(await bench.months.missing()).toEqual([]);
    const made = await monthNames();
    const at = (days: number) => daysAgo(days).toISOString().slice(0, 7).replace('-', '_');
    expect(made).toContain(at(75));
    expect(made).toContain(at(0));
    expect(await rest()).toBe(0);
  });

  it('take over what came before they were made', async () => {
    const claims = await bench.aSentPost(130, [PUBLISHED, PUBLISHED]);
    const endedBefore = await bench.archive.endedBefore();
    await bench.archive.moveBatch(claims[0]?.postId ?? 0, endedBefore);
    expect(await rest()).toBe(2);
    await bench.runOnce();
    expect(await rest()).toBe(0);
    expect(await bench.archivedIds()).toEqual(idsOf(claims));
  });

  it('are dropped when all of them is too old, and the totals of their posts stay', async () => {
    const [old] = await bench.aSentPost(800, [PUBLISHED, FAILED, PUBLISHED]);
    const young = await bench.aSentPost(600, [PUBLISHED]);
    const postId = old?.postId ?? 0;
    await bench.runOnce();
    expect(await bench.archivedIds()).toEqual(idsOf(young));
    expect(await bench.reports.ofPost(postId, '/')).toEqual([]);
    const counts = await bench.reports.countStates([postId], '/');
    expect(counts.sort((a, b) => a.n - b.n)).toEqual([
      { postId, state: 'failed', n: 1 },
      { postId, state: 'published', n: 2 },
    ]);
    expect(await bench.reports.countStates([postId], '/somewhere-else/')).toEqual([]);
  });

  it('leave of an account that carried a thread one in the totals, and no published one of half a thread', async () => {
    const [first, second] = await bench.aSentPost(800, [PUBLISHED, FAILED]);
    const postId = first?.postId ?? 0;
    await bench.dataSource.query(`UPDATE posts SET thread = '{more}' WHERE id = $1`, [postId]);
    await bench.dataSource.query('UPDATE deliveries SET account_id = $2, part = 1 WHERE id = $1', [
      second?.deliveryId,
      first?.accountId,
    ]);
    const before = await bench.reports.countStates([postId], '/');
    expect(before).toEqual([{ postId, state: 'failed', n: 1 }]);
    await bench.runOnce();
    expect(await bench.reports.ofPost(postId, '/')).toEqual([]);
    expect(await bench.reports.countStates([postId], '/')).toEqual(before);
  });

  it('take the filled texts of their posts with them, and no others', async () => {
    const [old] = await bench.aSentPost(800, [PUBLISHED]);
    const [young] = await bench.aSentPost(600, [PUBLISHED]);
    const [fresh] = await bench.aSentPost(1, [PUBLISHED]);
    const claims = [old, young, fresh].map((claim) => claim?.postId ?? 0);
    await bench.runOnce();
    const kept = await bench.dataSource.query<{ post_id: number }[]>(
      'SELECT post_id FROM filled_texts WHERE post_id = ANY($1) ORDER BY post_id',
      [claims],
    );
    expect(kept.map(({ post_id: postId }) => postId)).toEqual(claims.slice(1));
  });

  it('leave the texts of a post of which something still waits for a person', async () => {
    const [gone, waiting] = await bench.aSentPost(800, [PUBLISHED, FAILED]);
    const postId = gone?.postId ?? 0;
    const endedBefore = await bench.archive.endedBefore();
    await bench.dataSource.transaction(async (manager) => {
      const order = { placePath: '/', deliveryId: waiting?.deliveryId ?? 0 };
      await bench.delivery.people.retry(manager, order);
      await bench.archive.moveBatch(postId, endedBefore);
    });
    await bench.runOnce();
    expect(await bench.archivedIds()).toEqual([]);
    const texts = await bench.dataSource.query<unknown[]>(
      'SELECT 1 FROM filled_texts WHERE post_id = $1',
      [postId],
    );
    expect(texts).toHaveLength(1);
  });

  it('are not dropped as long as a day of them is to be kept', async () => {
    const claims = await bench.aSentPost(730, [PUBLISHED]);
    await bench.runOnce();
    expect(await bench.archivedIds()).toEqual(idsOf(claims));
  });
});

async function monthNames(): Promise<string[]> {
  const rows = await bench.dataSource.query<{ name: string }[]>(
    `SELECT right(inhrelid::regclass::text, 7) AS name FROM pg_inherits
     WHERE inhparent = 'archived_deliveries'::regclass`,
  );
  return rows.map(({ name }) => name);
}

async function rest(): Promise<number> {
  const [row] = await bench.dataSource.query<{ n: number }[]>(
    'SELECT count(*) AS n FROM archived_deliveries_rest',
  );
  return row?.n ?? 0;
}
