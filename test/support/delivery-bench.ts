import type { Claim } from '../../src/deliveries/claim.js';
import { ClaimStore } from '../../src/deliveries/claim.store.js';
import { EnqueueStore } from '../../src/deliveries/enqueue.store.js';
import { IntentRefused } from '../../src/deliveries/intent.js';
import { IntentStore } from '../../src/deliveries/intent.store.js';
import { PersonStore } from '../../src/deliveries/person.store.js';
import { ReconcileStore, type LostDelivery } from '../../src/deliveries/reconcile.store.js';
import { RescueStore } from '../../src/deliveries/rescue.store.js';
import { ResultStore } from '../../src/deliveries/result.store.js';
import type { Settlement } from '../../src/deliveries/settle.js';
import { readConfig } from '../../src/kernel/config.js';
import { WorkerDatabase } from '../../src/kernel/database/worker-database.js';
import { freshDatabase, type FreshDatabase } from './database.js';
import { aPlannedPost, deliveryRow } from './rows.js';

const LEASE_MS = 60_000;
const config = readConfig({
  DATABASE_URL: 'postgres://unused',
  MUNADI_CREDENTIAL_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
  MUNADI_SESSION_KEY: Buffer.alloc(32).toString('base64'),
});

/** The stores of the delivery path on a real database, and a test's hands to move time and crash workers. */
export class DeliveryBench {
  readonly config = config;
  readonly queue = new EnqueueStore();
  readonly claims: ClaimStore;
  readonly intents: IntentStore;
  readonly results: ResultStore;
  readonly rescue: RescueStore;
  readonly people = new PersonStore();
  readonly reconcile: ReconcileStore;

  /** The delivery path's own connections, as a worker has them. */
  readonly worker: WorkerDatabase;

  private constructor(readonly database: FreshDatabase) {
    this.worker = new WorkerDatabase(database.url);
    this.claims = new ClaimStore(this.worker);
    this.intents = new IntentStore(this.worker, config);
    this.results = new ResultStore(this.worker);
    this.rescue = new RescueStore(this.worker);
    this.reconcile = new ReconcileStore(this.worker, config);
  }

  async close(): Promise<void> {
    await this.worker.close();
    await this.database.drop();
  }

  static async open(): Promise<DeliveryBench> {
    return new DeliveryBench(await freshDatabase());
  }

  get dataSource(): FreshDatabase['dataSource'] {
    return this.database.dataSource;
  }

  async clear(): Promise<void> {
    await this.dataSource.query('TRUNCATE deliveries, attempts, delivery_progress');
  }

  aPlannedPost(order: { accounts: number; dueAt?: Date }): ReturnType<typeof aPlannedPost> {
    return aPlannedPost(this.dataSource, order);
  }

  /** The worker's clock is a second ahead, so that only the database's decides, unless a test says otherwise. */
  claimDue(
    room: number,
    { workerNow = new Date(Date.now() + 1_000), isUrgentOnly = false } = {},
  ): Promise<Claim[]> {
    return this.claims.claimDue({
      room: new Map([['telegram', room]]),
      workerNow,
      aheadMs: 0,
      leaseMs: LEASE_MS,
      isUrgentOnly,
    });
  }

  /** @throws IntentRefused as a worker meets it: where the intent was not written. */
  async intend(claim: Claim): Promise<void> {
    const [gate] = await this.dataSource.query<{ generation: number }[]>(
      'SELECT generation FROM sending_gate',
    );
    const written = await this.intents.write(claim, gate?.generation ?? 0);
    if (written !== 'written') throw new IntentRefused(claim, { kind: 'again' });
  }

  async claimOne(): Promise<Claim> {
    const [claim] = await this.claimDue(1);
    if (!claim) throw new Error('Nothing was due');
    return claim;
  }

  /** One delivery that was sent and whose answer was lost. */
  async loseAnswer(): Promise<Claim> {
    await this.aPlannedPost({ accounts: 1 });
    const claim = await this.claimOne();
    await this.intend(claim);
    await this.results.settle(claim, LOST_ANSWER);
    return claim;
  }

  async takeLost(): Promise<LostDelivery> {
    const [lost] = await this.reconcile.takeLost();
    if (!lost) throw new Error('Nothing was lost');
    return lost;
  }

  /** One delivery that was looked for in vain and waits for a person. */
  async leaveUndecided(): Promise<Claim> {
    const claim = await this.loseAnswer();
    const lost = await this.takeLost();
    await this.reconcile.conclude(lost, { kind: 'undecided', detail: 'nothing can be read' });
    return claim;
  }

  async letLeaseEnd(): Promise<void> {
    await this.dataSource.query(
      `UPDATE deliveries SET wake_at = now() WHERE state IN ('claimed', 'sending')`,
    );
  }

  async stateOf(claim: Claim): Promise<string | undefined> {
    return (await deliveryRow(this.dataSource, claim.deliveryId))?.state;
  }

  async somebody(): Promise<number> {
    const [person] = await this.dataSource.query<{ id: number }[]>('SELECT id FROM people LIMIT 1');
    return person?.id ?? 0;
  }
}

export const PUBLISHED: Settlement = {
  state: 'published',
  wakeAfterMs: null,
  attempts: 1,
  cause: null,
  detail: null,
  remoteId: '42',
  permalink: null,
};

export const LOST_ANSWER: Settlement = {
  ...PUBLISHED,
  state: 'unknown',
  wakeAfterMs: 0,
  cause: 'no_answer',
  detail: 'timed out',
  remoteId: null,
};
