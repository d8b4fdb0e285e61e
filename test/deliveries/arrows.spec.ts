import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DELIVERY_STATES, type DeliveryState } from '../../src/contract/deliveries.js';
import { mayGo } from '../../src/deliveries/delivery-state.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { aPlannedPost } from '../support/rows.js';

let database: FreshDatabase;
let deliveryId = 0;

beforeAll(async () => {
  database = await freshDatabase();
  deliveryId = (await aPlannedPost(database.dataSource, { accounts: 1 })).deliveryIds[0] ?? 0;
});
afterAll(() => database.drop());

async function isAllowed(from: DeliveryState, to: DeliveryState): Promise<boolean> {
  const runner = database.dataSource.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query('ALTER TABLE deliveries DISABLE TRIGGER deliveries_guard');
    await runner.query('UPDATE deliveries SET state = $1 WHERE id = $2', [from, deliveryId]);
    await runner.query('ALTER TABLE deliveries ENABLE TRIGGER deliveries_guard');
    await runner.query('UPDATE deliveries SET state = $1, epoch = epoch + 1 WHERE id = $2', [
      to,
      deliveryId,
    ]);
    return true;
  } catch (error) {
    expect(String(error)).toContain('never goes from');
    return false;
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

describe('the database', () => {
  it.each(DELIVERY_STATES)('allows from %s exactly the arrows of the table', async (from) => {
    for (const to of DELIVERY_STATES.filter((state) => state !== from)) {
      expect([from, to, await isAllowed(from, to)]).toEqual([from, to, mayGo(from, to)]);
    }
  });

  it('refuses a claim that does not raise the epoch', async () => {
    const claim = database.dataSource.query(
      `UPDATE deliveries SET state = 'claimed' WHERE id = $1`,
      [deliveryId],
    );
    await expect(claim).rejects.toThrow('only grows');
  });

  it('holds one delivery for a post and an account', async () => {
    const twice = database.dataSource.query(
      `INSERT INTO deliveries (post_id, account_id, text_id, platform, state, due_at)
       SELECT post_id, account_id, text_id, platform, 'ready', now() FROM deliveries WHERE id = $1`,
      [deliveryId],
    );
    await expect(twice).rejects.toThrow('duplicate key');
  });

  it('holds one attempt of a claim', async () => {
    const note = () =>
      database.dataSource.query(
        `INSERT INTO attempts (delivery_id, epoch, ended_at, outcome) VALUES ($1, 1, now(), 'failed')`,
        [deliveryId],
      );
    await note();
    await expect(note()).rejects.toThrow('attempts_pkey');
  });

  it('keeps every line of the audit', async () => {
    await database.dataSource.query(
      `INSERT INTO audit_events (at, action, subject) VALUES (now(), 'post.scheduled', 'post:1')`,
    );
    const erase = database.dataSource.query('DELETE FROM audit_events');
    await expect(erase).rejects.toThrow('append-only');
    const rewrite = database.dataSource.query(`UPDATE audit_events SET action = 'nothing'`);
    await expect(rewrite).rejects.toThrow('append-only');
  });
});
