import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const AGAIN_AFTER_MS = 50;
/** Parts of a thread behind one about which a person is asked. */
const BEHIND_A_QUESTION = `(part > 0 AND EXISTS (
  SELECT 1 FROM deliveries b
  WHERE b.post_id = deliveries.post_id AND b.account_id = deliveries.account_id
    AND b.part < deliveries.part AND b.state = 'needs_decision'))`;

/** Asks again and again until it is so; false when the time is over. */
export async function until(isSo: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const overAt = performance.now() + withinMs;
  while (performance.now() < overAt) {
    if (await isSo()) return true;
    await pause(AGAIN_AFTER_MS);
  }
  return false;
}

/** What the run has to know of the database while it goes on. A question outlasts a crash of the server. */
export class Peek {
  private client: Promise<pg.Client> | undefined;
  private isOver = false;

  constructor(private readonly databaseUrl: string) {}

  async sending(): Promise<number> {
    return this.count(`state = 'sending'`);
  }

  /** Deliveries of one post that are before their answer. */
  async unsent(postId: number): Promise<number> {
    return this.count(`post_id = ${postId} AND state IN ('ready', 'claimed', 'sending')`);
  }

  async inDoubt(postId: number): Promise<number> {
    return this.count(`post_id = ${postId} AND state = 'unknown'`);
  }

  /** Without the parts of threads that wait until a person has decided about an earlier one: nobody does here. */
  async moving(): Promise<number> {
    return this.count(
      `state IN ('planned', 'ready', 'claimed', 'sending', 'retry_wait', 'unknown')
       AND NOT (state = 'ready' AND ${BEHIND_A_QUESTION})`,
    );
  }

  /** Claims that are open, each by its delivery and epoch. */
  async openClaims(): Promise<Set<string>> {
    const rows = await this.ask<{ claim: string }>(
      `SELECT id || '/' || epoch AS claim FROM deliveries WHERE state IN ('claimed', 'sending')`,
    );
    return new Set(rows.map(({ claim }) => claim));
  }

  /** Retries, pauses and places in the budgets' lines are over: a run does not last as long as its longest wait. */
  async endWaits(): Promise<void> {
    await this.ask(
      `UPDATE deliveries SET wake_at = now() WHERE state = 'retry_wait' AND wake_at > now();
       UPDATE lanes SET parked_until = NULL, free_at = LEAST(free_at, now());
       UPDATE deliveries SET wake_at = now()
       WHERE state = 'ready' AND wake_at > now() AND wake_at <> due_at AND wake_at < 'infinity'
         AND NOT ${BEHIND_A_QUESTION};
       SELECT pg_notify('munadi_later', ''), pg_notify('munadi_due', '')`,
    );
  }

  async close(): Promise<void> {
    this.isOver = true;
    await this.client?.then((client) => client.end()).catch(() => undefined);
  }

  private async count(condition: string): Promise<number> {
    const [row] = await this.ask<{ n: string }>(
      `SELECT count(*) AS n FROM deliveries WHERE ${condition}`,
    );
    return Number(row?.n ?? 0);
  }

  private async ask<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    for (;;) {
      try {
        this.client ??= connect(this.databaseUrl);
        return (await (await this.client).query<Row>(sql)).rows;
      } catch (error) {
        this.client = undefined;
        if (this.isOver) throw error;
        await pause(AGAIN_AFTER_MS);
      }
    }
  }
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
