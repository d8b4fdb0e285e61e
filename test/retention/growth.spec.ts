import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClaimStore } from '../../src/deliveries/claim.store.js';
import { OverdueStore } from '../../src/deliveries/overdue.store.js';
import { ReconcileStore } from '../../src/deliveries/reconcile.store.js';
import { RescueStore } from '../../src/deliveries/rescue.store.js';
import { WorkerDatabase } from '../../src/kernel/database/worker-database.js';
import { VacuumStore } from '../../src/retention/vacuum.store.js';
import { ArchiveBench, daysAgo } from './archive-bench.js';

const FUTURE = 200_000;
const ARCHIVED = 100_000;
/** Pages that one statement of an idle worker may touch; each is 8 kB. */
const PAGES = 100;

let bench: ArchiveBench;
let explained: ExplainingDatabase;

beforeAll(async () => {
  bench = await ArchiveBench.open();
  explained = new ExplainingDatabase(bench.delivery.database.url);
  await letManyBeSent();
  await bench.delivery.aPlannedPost({ accounts: FUTURE, dueAt: daysAgo(-10) });
  await bench.runOnce();
  const { url: databaseUrl } = bench.delivery.database;
  const vacuum = new VacuumStore(bench.dataSource, { databaseUrl });
  await vacuum.vacuum('deliveries', new AbortController().signal);
}, 180_000);
afterAll(async () => {
  await explained.close();
  await bench.close();
});

describe(`with ${FUTURE} deliveries to come and ${ARCHIVED} archived`, () => {
  it('all that have ended are in the archive', async () => {
    expect(await bench.archivedIds()).toHaveLength(ARCHIVED);
  });

  it('a claim that finds nothing due, and the look for the next, read a few pages of an index', async () => {
    const claims = new ClaimStore(explained);
    await claims.claimDue({
      room: new Map([
        ['telegram', 768],
        ['x', 768],
        ['facebook', 768],
      ]),
      workerNow: new Date(),
      aheadMs: 250,
      leaseMs: 60_000,
    });
    await claims.nextDue(['telegram', 'x', 'facebook']).catch(ignoreEmptyAnswer);
    expectFewPages();
  });

  it('the other looks of an idle worker read a few pages too', async () => {
    const rescue = new RescueStore(explained);
    await rescue.rescueExpired();
    await rescue.releaseRetries();
    await rescue.nextInMs();
    await new OverdueStore(explained).holdFlood(-3_600_000);
    const reconcile = new ReconcileStore(explained, bench.delivery.config);
    await reconcile.takeLost();
    await reconcile.nextLookInMs();
    expectFewPages();
  });

  it('no statement of a worker reads the archive', () => {
    expect(explained.tables.size).toBeGreaterThan(0);
    expect([...explained.tables].filter((table) => table.startsWith('archived_'))).toEqual([]);
  });
});

function expectFewPages(): void {
  const reports = explained.takeReports();
  expect(reports.length).toBeGreaterThan(1);
  for (const { statement, pages } of reports) expect(pages, statement).toBeLessThan(PAGES);
}

/** The statement was explained and answers no rows. */
function ignoreEmptyAnswer(error: unknown): void {
  if (!(error instanceof Error && error.message.includes('one row'))) throw error;
}

/** Each goes through the queue's states, and leaves the dead index entries that they leave. */
async function letManyBeSent(): Promise<void> {
  const { postId } = await bench.delivery.aPlannedPost({ accounts: ARCHIVED, dueAt: daysAgo(60) });
  for (const state of ['claimed', 'sending', 'published']) {
    await bench.dataSource.query(
      `UPDATE deliveries SET state = $2::delivery_state, wake_at = CASE WHEN $2 <> 'published' THEN now() END,
                             epoch = epoch + CASE WHEN $2 = 'claimed' THEN 1 ELSE 0 END
       WHERE post_id = $1`,
      [postId, state],
    );
  }
  await bench.dataSource.query(
    `INSERT INTO attempts (delivery_id, epoch, intent_at, ended_at, outcome)
     SELECT id, epoch, due_at, due_at, 'published' FROM deliveries WHERE post_id = $1`,
    [postId],
  );
}

interface Report {
  statement: string;
  pages: number;
}
interface PlanNode {
  'Relation Name'?: string;
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
  Plans?: PlanNode[];
}

/** The worker's own connections; every statement is carried out and answers its plan to the test instead of its rows. */
class ExplainingDatabase extends WorkerDatabase {
  readonly tables = new Set<string>();
  private reports: Report[] = [];

  override async query(statement: string, parameters: readonly unknown[] = []): Promise<unknown[]> {
    const [row] = (await super.query(
      `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${statement}`,
      parameters,
    )) as { 'QUERY PLAN': { Plan: PlanNode }[] }[];
    const plan = row?.['QUERY PLAN'][0]?.Plan;
    if (!plan) throw new Error('No plan came back');
    this.note(plan);
    const pages = (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
    this.reports.push({ statement, pages });
    return [];
  }

  takeReports(): Report[] {
    return this.reports.splice(0);
  }

  private note(node: PlanNode): void {
    const table = node['Relation Name'];
    if (table !== undefined) this.tables.add(table);
    for (const child of node.Plans ?? []) this.note(child);
  }
}
