import { createHash } from 'node:crypto';
import pg from 'pg';
import { EventLog } from '../log.js';
import { arrayLiteral, type ArrayItem } from './array-literal.js';
import type { Executor } from './sql.js';

/**
 * Statistics lie about a queue: the table was empty when they were taken. Every statement of the delivery path finds
 * its rows through an index, so the plans that would read the table are switched off, and a plan once made is kept.
 */
const PINNED_PLANS = [
  'enable_seqscan=off',
  'enable_bitmapscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  // Tables are joined in the order in which the statement names them: from the few rows in hand to the many.
  'join_collapse_limit=1',
  'plan_cache_mode=force_generic_plan',
  'jit=off',
];
/** A statement of the delivery path takes milliseconds; one that takes this long is stuck. */
const STATEMENT_MS = 8_000;
/**
 * A process that is frozen in the middle of a transaction holds rows that all others need. The server ends it before
 * their own statements give up.
 */
const IDLE_IN_TRANSACTION_MS = 4_000;
/** The server's own limit does not reach us over a connection that is half open. */
const ANSWER_MS = 10_000;
const CONNECTIONS = 8;

/**
 * The delivery path's own connections: prepared statements, pinned plans, and an end to every wait. What serves
 * people's requests can neither take these connections nor be slowed by them.
 */
export class WorkerDatabase implements Executor {
  private readonly log = new EventLog('database');
  private readonly pool: pg.Pool;

  constructor(databaseUrl: string) {
    this.pool = new pg.Pool({
      connectionString: databaseUrl,
      max: CONNECTIONS,
      application_name: 'munadi-deliveries',
      options: PINNED_PLANS.map((setting) => `-c ${setting}`).join(' '),
      statement_timeout: STATEMENT_MS,
      query_timeout: ANSWER_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      connectionTimeoutMillis: ANSWER_MS,
      idleTimeoutMillis: 0,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    // The pool listens to idle connections only; one that is lost in use ends its statement, not the process.
    this.pool.on('connect', (client) => {
      client.on('error', () => undefined);
    });
    this.pool.on('error', (error) => {
      this.log.error('idle_connection_lost', error);
    });
  }

  /** One statement, committed by itself. */
  async query(statement: string, parameters: readonly unknown[] = []): Promise<unknown[]> {
    return this.withClient((client) => run(client, statement, parameters));
  }

  /** Statements that commit together. It is rolled back when `work` throws. */
  async transaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.withClient(async (client) => {
      await client.query('BEGIN');
      try {
        const done = await work({
          query: (statement, parameters = []) => run(client, statement, parameters),
        });
        await client.query('COMMIT');
        return done;
      } catch (error) {
        if (isDatabaseError(error)) await client.query('ROLLBACK');
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  /** A connection on which something else than the database's own refusal went wrong is not used again. */
  private async withClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      const done = await work(client);
      client.release();
      return done;
    } catch (error) {
      client.release(!isDatabaseError(error));
      throw error;
    }
  }
}

async function run(
  client: pg.PoolClient,
  text: string,
  values: readonly unknown[],
): Promise<unknown[]> {
  const answer = await client.query<object>({
    name: nameOf(text),
    text,
    values: values.map(parameter),
  });
  return answer.rows;
}

function parameter(value: unknown): unknown {
  return Array.isArray(value) ? arrayLiteral(value as ArrayItem[]) : value;
}

const names = new Map<string, string>();

/** Statements are constants of the stores, so the map stays small. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 20);
    names.set(text, name);
  }
  return name;
}

/** The database refused a statement, and its connection stands: not so when it says that it is going (57P..). */
function isDatabaseError(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !/^(08|57P)/.test(error.code ?? '');
}
