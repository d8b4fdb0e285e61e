import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/deliveries/claim.js';
import { settle } from '../../src/deliveries/settle.js';
import { DeliveryBench } from '../support/delivery-bench.js';
import { deliveryRow } from '../support/rows.js';

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await DeliveryBench.open();
});
afterAll(() => bench.close());
beforeEach(() => bench.clear());

describe('a delivery whose platform works on a file', () => {
  it('waits without a try, holds no place, and goes on from what was remembered', async () => {
    const first = await aClaimWithAFile();
    await bench.intents.remember(first, { container: 7 });
    await bench.results.settle(first, working(first));
    expect(await deliveryRow(bench.dataSource, first.deliveryId)).toMatchObject({
      state: 'retry_wait',
      attempts: 0,
    });
    const again = await resume();
    expect(again).toMatchObject({ attempts: 0, isResumed: true, progress: { container: 7 } });
  });

  it('takes its places in the budgets anew after anything else than that', async () => {
    const first = await aClaimWithAFile();
    expect(first.isResumed).toBe(false);
    await bench.results.settle(first, {
      ...working(first),
      cause: 'unavailable',
      detail: 'It could not be reached',
    });
    expect((await resume()).isResumed).toBe(false);
  });

  it('has an intent that holds as long as its file takes', async () => {
    const claim = await aClaimWithAFile();
    const [gate] = await bench.dataSource.query<{ generation: number }[]>(
      'SELECT generation FROM sending_gate',
    );
    expect(await bench.intents.write(claim, gate?.generation ?? 0, 400_000)).toBe('written');
    const [row] = await bench.dataSource.query<{ isLong: boolean }[]>(
      `SELECT wake_at > now() + interval '390 seconds' AS "isLong" FROM deliveries WHERE id = $1`,
      [claim.deliveryId],
    );
    expect(row?.isLong).toBe(true);
  });
});

async function aClaimWithAFile(): Promise<Claim> {
  const { postId } = await bench.aPlannedPost({ accounts: 1 });
  await bench.dataSource.query('UPDATE posts SET has_enclosures = true WHERE id = $1', [postId]);
  return bench.claimOne();
}

function working({ attempts }: Claim) {
  return settle({
    outcome: { kind: 'waiting', resumeAfterMs: 5_000, detail: 'It works on the video' },
    wasCommitted: false,
    attempts: attempts + 1,
    whileDownMs: null,
    firstLookAfterMs: 0,
  });
}

async function resume(): Promise<Claim> {
  await bench.dataSource.query(`UPDATE deliveries SET wake_at = now() WHERE state = 'retry_wait'`);
  await bench.rescue.releaseRetries();
  return bench.claimOne();
}
