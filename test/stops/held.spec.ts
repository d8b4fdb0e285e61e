import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuditTrail } from '../../src/audit/index.js';
import type { Claim } from '../../src/deliveries/claim.js';
import { HeldOrders } from '../../src/held-orders/index.js';
import { HeldOrdersStore } from '../../src/held-orders/held-orders.store.js';
import { TrustService } from '../../src/identity/index.js';
import { TrustStore } from '../../src/identity/trust.store.js';
import { systemClock } from '../../src/kernel/clock.js';
import { NotificationListener } from '../../src/kernel/database/notifications.js';
import type { Caller } from '../../src/kernel/http/caller.js';
import { SettingsService } from '../../src/settings/index.js';
import { SettingsStore } from '../../src/settings/settings.store.js';
import { LiftService } from '../../src/stops/lift.service.js';
import { StopsService } from '../../src/stops/index.js';
import { StopsStore } from '../../src/stops/stops.store.js';
import { DeliveryBench } from '../support/delivery-bench.js';

let bench: DeliveryBench;
let stops: StopsService;
beforeAll(async () => {
  bench = await DeliveryBench.open();
  const { dataSource } = bench;
  const audit = new AuditTrail(systemClock);
  const settings = new SettingsService(dataSource, new SettingsStore(), audit);
  const trust = new TrustService(dataSource, new TrustStore(), settings, audit);
  const orders = new HeldOrders(dataSource, systemClock, new HeldOrdersStore(), trust, audit);
  const store = new StopsStore(dataSource);
  stops = new StopsService(
    store,
    new LiftService(store, orders, audit, systemClock),
    audit,
    systemClock,
    new NotificationListener(bench.database.url),
  );
});
afterAll(() => bench.close());
beforeEach(() => bench.clear());

const EVERYTHING = { scope: 'everything', reason: 'The date is wrong' } as const;

describe('a delivery that a stop holds', () => {
  it('is not held for ever when the stop is lifted between the decision to hold and its writing', async () => {
    const claim = await claimStopped();
    const { generation } = await stops.refresh();
    await liftAll();
    await bench.claims.giveBack([{ claim, as: { kind: 'held', generation } }]);
    expect((await bench.claimOne()).deliveryId).toBe(claim.deliveryId);
  });

  it('comes up again when its stop is lifted', async () => {
    const claim = await claimStopped();
    const { generation } = await stops.refresh();
    await bench.claims.giveBack([{ claim, as: { kind: 'held', generation } }]);
    expect(await bench.claimDue(10)).toEqual([]);
    await liftAll();
    expect((await bench.claimOne()).deliveryId).toBe(claim.deliveryId);
  });

  it('comes up again though the lift meets a cancel that takes the held deliveries in another order', async () => {
    const { deliveryIds } = await bench.aPlannedPost({ accounts: 2 });
    await stops.stop(EVERYTHING, await somebodyAtTheTop());
    const { generation } = await stops.refresh();
    const claims = await bench.claimDue(2);
    await bench.claims.giveBack(
      claims.map((claim) => ({ claim, as: { kind: 'held' as const, generation } })),
    );
    const [first, last] = deliveryIds.sort((a, b) => a - b);
    const cancel = 'UPDATE deliveries SET wake_at = wake_at WHERE id = $1';
    const cancelling = bench.dataSource.createQueryRunner();
    await cancelling.startTransaction();
    // Whoever looks for the deadlock first loses it: not this one.
    await cancelling.query(`SET LOCAL deadlock_timeout = '30s'`);
    await cancelling.query(cancel, [last]);
    const lifting = liftAll();
    await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
    await cancelling.query(cancel, [first]);
    await cancelling.commitTransaction();
    await cancelling.release();
    await lifting;
    expect(await bench.claimDue(2)).toHaveLength(2);
  });
});

describe('an intent', () => {
  it('that waits for a stop which is being written is not written', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    const { generation } = await stops.refresh();
    const stopping = bench.dataSource.createQueryRunner();
    await stopping.startTransaction();
    await new StopsStore(bench.dataSource).closeGate(stopping.manager);
    const writing = bench.intents.write(claim, generation);
    await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
    await stopping.commitTransaction();
    await stopping.release();
    expect(await writing).toBe('stops_changed');
    expect(await bench.stateOf(claim)).toBe('claimed');
  });
});

async function claimStopped(): Promise<Claim> {
  await bench.aPlannedPost({ accounts: 1 });
  await stops.stop(EVERYTHING, await somebodyAtTheTop());
  return bench.claimOne();
}

async function liftAll(): Promise<void> {
  const caller = await somebodyAtTheTop();
  for (const { id } of (await stops.refresh()).stops) await stops.lift(id, { reason: '' }, caller);
}

async function somebodyAtTheTop(): Promise<Caller> {
  const personId = await bench.somebody();
  return {
    personId,
    name: 'Meera',
    role: 'central_editor',
    placeId: 1,
    placePath: '/1/',
    can: () => true,
    scopeOf: () => '/1/',
    session: null,
  };
}

async function waiting(): Promise<number> {
  const rows = await bench.dataSource.query<unknown[]>(
    `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
  );
  return rows.length;
}
