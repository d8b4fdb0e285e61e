import type { Claim } from '../../src/deliveries/claim.js';
import { ReportStore } from '../../src/deliveries/report.store.js';
import type { Settlement } from '../../src/deliveries/settle.js';
import { ArchiveService } from '../../src/retention/archive.service.js';
import { ArchiveStore } from '../../src/retention/archive.store.js';
import { MonthStore } from '../../src/retention/month.store.js';
import { DeliveryBench, PUBLISHED } from '../support/delivery-bench.js';

const DAY_MS = 86_400_000;

export const FAILED: Settlement = {
  ...PUBLISHED,
  state: 'failed',
  cause: 'content',
  detail: 'no',
  remoteId: null,
};

export function daysAgo(days: number): Date {
  return new Date(Date.now() - days * DAY_MS);
}

/** The archive beside the delivery path, on one database. */
export class ArchiveBench {
  readonly archive: ArchiveStore;
  readonly months: MonthStore;
  readonly reports: ReportStore;
  private readonly service: ArchiveService;

  private constructor(readonly delivery: DeliveryBench) {
    this.archive = new ArchiveStore(delivery.dataSource, delivery.config);
    this.months = new MonthStore(delivery.dataSource, delivery.config);
    this.reports = new ReportStore(delivery.dataSource);
    this.service = new ArchiveService(this.archive, this.months);
  }

  static async open(): Promise<ArchiveBench> {
    return new ArchiveBench(await DeliveryBench.open());
  }

  get dataSource(): DeliveryBench['dataSource'] {
    return this.delivery.dataSource;
  }

  async clear(): Promise<void> {
    await this.dataSource.query(
      `TRUNCATE deliveries, attempts, delivery_progress, retractions, archived_deliveries, archived_attempts, post_totals`,
    );
  }

  runOnce(): Promise<void> {
    return this.service.runOnce(new AbortController().signal);
  }

  /** A post that was due `days` ago and whose deliveries came to `settlements` at once. */
  async aSentPost(days: number, settlements: readonly Settlement[]): Promise<Claim[]> {
    const { postId } = await this.delivery.aPlannedPost({
      accounts: settlements.length,
      dueAt: daysAgo(days),
    });
    const claims = await this.send(settlements);
    await this.letItBeDaysAgo(postId, days);
    return claims;
  }

  /** Sends what is due, each to its settlement. */
  async send(settlements: readonly Settlement[]): Promise<Claim[]> {
    const claims = await this.delivery.claimDue(settlements.length);
    await Promise.all(claims.map((claim) => this.delivery.intend(claim)));
    await Promise.all(
      claims.map((claim, index) =>
        this.delivery.results.settle(claim, settlements[index] ?? PUBLISHED),
      ),
    );
    return claims;
  }

  async letItBeDaysAgo(postId: number, days: number): Promise<void> {
    await this.dataSource.query(
      `WITH sent AS (
         UPDATE deliveries SET intent_at = intent_at - make_interval(days => $2) WHERE post_id = $1 RETURNING id
       )
       UPDATE attempts n SET intent_at = n.intent_at - make_interval(days => $2),
                             ended_at = n.ended_at - make_interval(days => $2)
       FROM sent WHERE sent.id = n.delivery_id`,
      [postId, days],
    );
  }

  /** Ids of the deliveries in the archive, in order. */
  async archivedIds(): Promise<number[]> {
    const rows = await this.dataSource.query<{ id: number }[]>(
      'SELECT id FROM archived_deliveries ORDER BY id',
    );
    return rows.map(({ id }) => id);
  }

  close(): Promise<void> {
    return this.delivery.close();
  }
}

export function idsOf(claims: readonly Claim[]): number[] {
  return claims.map(({ deliveryId }) => deliveryId).sort((a, b) => a - b);
}
