import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IntentRefused } from '../../src/deliveries/intent.js';
import { CorrectionStore } from '../../src/deliveries/correct/correction.store.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { DeliveryBench, PUBLISHED } from '../support/delivery-bench.js';

let bench: DeliveryBench;
let store: CorrectionStore;
beforeAll(async () => {
  bench = await DeliveryBench.open();
  store = new CorrectionStore(bench.worker, bench.config);
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.clear();
  await bench.dataSource.query('TRUNCATE corrections');
});

describe('other words for a delivery', () => {
  it('that a worker holds take it out of its hands, and what was prepared with the old ones is forgotten', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.intents.remember(claim, { postId: 'draft with the old words' });
    expect(await correct(claim, 'नया')).toEqual({ changed: 1, toCorrect: 0 });
    await expect(bench.intend(claim)).rejects.toThrow(IntentRefused);
    expect(await bench.claimOne()).toMatchObject({ text: 'नया', progress: null });
  });

  it('wait for a send that is under way, and are due when it is public', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.intend(claim);
    expect(await correct(claim, 'नया')).toEqual({ changed: 0, toCorrect: 1 });
    expect(await store.take('telegram', 10)).toEqual([]);
    await publish(claim);
    expect(await store.take('telegram', 10)).toMatchObject([{ text: 'नया', postIds: ['17'] }]);
  });

  it('are taken by one process at a time, and by another when the first has died', async () => {
    const claim = await aPublicDelivery();
    await correct(claim, 'नया');
    expect(await store.take('telegram', 10)).toHaveLength(1);
    expect(await store.take('telegram', 10)).toEqual([]);
    await bench.dataSource.query('UPDATE corrections SET wake_at = now()');
    expect(await store.take('telegram', 10)).toHaveLength(1);
  });

  it('that come while the words before them are being changed are not taken for done', async () => {
    const claim = await aPublicDelivery();
    await correct(claim, 'नया');
    const [first] = await store.take('telegram', 10);
    if (!first) throw new Error('Nothing was taken');
    await correct(claim, 'और नया');
    // The first words may still arrive, and must not arrive last.
    expect(await store.take('telegram', 10)).toEqual([]);
    await store.settle(first, { state: 'corrected' });
    expect(await store.take('telegram', 10)).toMatchObject([{ text: 'और नया' }]);
  });

  it('are not given to a post that is taken back meanwhile', async () => {
    const claim = await aPublicDelivery();
    await correct(claim, 'नया');
    await bench.dataSource.query(
      `UPDATE deliveries SET state = 'recall_pending', wake_at = now() WHERE id = $1`,
      [claim.deliveryId],
    );
    expect(await store.take('telegram', 10)).toEqual([]);
    expect(await store.nextInMs('telegram')).toBeNull();
  });
});

describe('the count of other words', () => {
  it('leaves out what never became public, and what stands in places that the reader does not see', async () => {
    const claim = await aPublicDelivery();
    const lost = await bench.loseAnswer();
    await correct(claim, 'नया');
    await correct(lost, 'नया');
    expect(await pendingOf(claim, '')).toBe(1);
    expect(await pendingOf(claim, '/elsewhere/')).toBe(0);
    await bench.dataSource.query(
      `UPDATE deliveries SET state = 'needs_decision', wake_at = NULL WHERE id = $1`,
      [lost.deliveryId],
    );
    expect(await pendingOf(lost, '')).toBe(1);
    await bench.dataSource.query(`UPDATE deliveries SET state = 'failed' WHERE id = $1`, [
      lost.deliveryId,
    ]);
    expect(await pendingOf(lost, '')).toBe(0);
  });
});

async function pendingOf({ postId }: Claimed, placePath: string): Promise<number> {
  const counts = await store.countsOf(bench.dataSource, postId, placePath);
  return counts.filter(({ state }) => state === 'pending').reduce((sum, { n }) => sum + n, 0);
}

type Claimed = Awaited<ReturnType<DeliveryBench['claimOne']>>;

async function aPublicDelivery(): Promise<Claimed> {
  await bench.aPlannedPost({ accounts: 1 });
  const claim = await bench.claimOne();
  await bench.intend(claim);
  await publish(claim);
  return claim;
}

async function publish(claim: Claimed): Promise<void> {
  await bench.results.settle(claim, { ...PUBLISHED, remoteId: '17' });
}

async function correct({ postId, accountId }: Claimed, body: string) {
  const [text] = await rowsOf<{ id: number }>(
    bench.dataSource,
    `INSERT INTO filled_texts (post_id, platform, sha256, body)
     VALUES ($1, 'telegram', sha256(convert_to($2, 'UTF8')), $2) RETURNING id`,
    [postId, body],
  );
  const [person] = await rowsOf<{ id: number }>(
    bench.dataSource,
    'SELECT author_id AS id FROM posts WHERE id = $1',
    [postId],
  );
  return bench.dataSource.transaction((manager) =>
    store.correct(manager, {
      postId,
      personId: person?.id ?? 0,
      texts: [{ accountId, part: 0, textId: text?.id ?? 0 }],
    }),
  );
}
