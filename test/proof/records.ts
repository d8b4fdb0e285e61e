import pg from 'pg';
import { readMoves, type Move } from './moves.js';

export interface DeliveryRecord {
  id: number;
  postId: number;
  accountId: number;
  /** Its place in a thread; 0: the post's text. */
  part: number;
  platform: string;
  remoteAccount: string;
  text: string;
  state: string;
  dueAt: Date;
  cancelledAt: Date | null;
}

export interface AttemptRecord {
  deliveryId: number;
  accountId: number;
  epoch: number;
  intentAt: Date | null;
  endedAt: Date | null;
  outcome: string | null;
  cause: string | null;
  remoteId: string | null;
}

/** What the database says at the end. */
export interface Records {
  deliveries: DeliveryRecord[];
  attempts: AttemptRecord[];
  moves: Move[];
  scheduledInAudit: number;
  isGuarded: boolean;
}

/** Reads, never writes; on a connection of its own, because the server may have been killed a moment ago. */
export async function readRecords(databaseUrl: string): Promise<Records> {
  return withClient(databaseUrl, async (client) => {
    const deliveries = await client.query<DeliveryRecord>(
      `SELECT d.id, d.post_id AS "postId", d.account_id AS "accountId", d.part, d.platform::text,
              a.remote_id AS "remoteAccount", t.body AS text, d.state::text, d.due_at AS "dueAt",
              p.cancelled_at AS "cancelledAt"
       FROM deliveries d JOIN accounts a ON a.id = d.account_id JOIN filled_texts t ON t.id = d.text_id
       JOIN posts p ON p.id = d.post_id`,
    );
    const attempts = await client.query<AttemptRecord>(
      `SELECT n.delivery_id AS "deliveryId", d.account_id AS "accountId", n.epoch,
              n.intent_at AS "intentAt", n.ended_at AS "endedAt", n.outcome, n.cause,
              n.remote_id AS "remoteId"
       FROM attempts n JOIN deliveries d ON d.id = n.delivery_id ORDER BY n.delivery_id, n.epoch`,
    );
    const audit = await client.query<{ n: number }>(
      `SELECT count(*) AS n FROM audit_events WHERE action = 'post.scheduled'`,
    );
    const guard = await client.query(
      `SELECT 1 FROM pg_trigger WHERE tgname = 'deliveries_guard' AND tgenabled = 'O'`,
    );
    return {
      deliveries: deliveries.rows,
      attempts: attempts.rows,
      moves: await readMoves(client),
      scheduledInAudit: audit.rows[0]?.n ?? 0,
      isGuarded: guard.rows.length === 1,
    };
  });
}

export async function withClient<T>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
