import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { EventLog } from '../log.js';

/** Work that one process does for all of them. */
export interface LeaderTask {
  name: string;
  /** From the end of one run to the next. */
  everyMs: number;
  /** Stops soon after `signal` aborts: another process may do the same work by then. */
  run(signal: AbortSignal): Promise<void>;
}

export interface LeaderOptions {
  databaseUrl: string;
  /** Number of the advisory lock; one leader for each lock and database. */
  lock: number;
  tasks: readonly LeaderTask[];
}

/** How often a leader proves that its connection lives, and the others ask whether the lock is free. */
const ROUND_MS = 2_000;
/** A leader that gets no answer for this long leads no more. */
const ANSWER_MS = 4_000;
/** The server gives up the session of a machine that is gone after 5 + 3 x 2 seconds: later than its leader does. */
const KEEPALIVE = [
  '-c tcp_keepalives_idle=5',
  '-c tcp_keepalives_interval=2',
  '-c tcp_keepalives_count=3',
].join(' ');

interface Term {
  abort: AbortController;
  work: Promise<unknown>;
}

/**
 * Runs tasks in the one process that holds an advisory lock, on a connection of its own. When that process dies the
 * server frees the lock and another takes over within seconds. A lost connection ends the leadership: the lock may
 * already be somebody else's. Work must be safe against an overlap of a moment, for no lock reaches beyond its session.
 */
export class Leader {
  private readonly log = new EventLog('leader');
  private readonly stopping = new AbortController();
  private client: pg.Client | undefined;
  private term: Term | undefined;
  private rounds: Promise<void> = Promise.resolve();

  constructor(private readonly options: LeaderOptions) {}

  start(): void {
    this.rounds = this.keepTrying();
  }

  /** One round: takes the lock if it is free, or proves that it is still held. Answers whether this process leads. */
  async tick(): Promise<boolean> {
    try {
      const client = this.client ?? (await this.connect());
      if (this.term?.abort.signal.aborted === false) {
        await client.query('SELECT 1');
        return this.client === client;
      }
      // Work of the last term has not ended yet: somebody else may lead meanwhile.
      if (this.term !== undefined) return false;
      return await this.takeLock(client);
    } catch (error) {
      this.log.warn('leader_connection_failed', { reason: reasonOf(error) });
      this.lose(this.client);
      return false;
    }
  }

  /** Gives the lock back after the work under way has stopped. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.rounds;
    this.term?.abort.abort();
    await this.term?.work;
    const { client } = this;
    this.client = undefined;
    await Promise.race([client?.end(), wait(ANSWER_MS, undefined, { ref: false })]);
  }

  private async keepTrying(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.tick();
      await wait(ROUND_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.options.databaseUrl,
      application_name: 'munadi-leader',
      options: KEEPALIVE,
      keepAlive: true,
      keepAliveInitialDelayMillis: ANSWER_MS,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    client.on('error', () => {
      this.lose(client);
    });
    client.on('end', () => {
      this.lose(client);
    });
    await client.connect();
    this.client = client;
    return client;
  }

  /** Asks instead of waiting: a statement that waits holds a snapshot, and no vacuum removes what is newer. */
  private async takeLock(client: pg.Client): Promise<boolean> {
    const { rows } = await client.query<{ held: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS held',
      [this.options.lock],
    );
    if (!rows[0]?.held || this.client !== client) return false;
    this.begin();
    return true;
  }

  private begin(): void {
    this.log.info('leadership_taken');
    const abort = new AbortController();
    const work = Promise.all(this.options.tasks.map((task) => this.repeat(task, abort.signal)));
    const term = { abort, work };
    this.term = term;
    void work.then(() => {
      if (this.term === term) this.term = undefined;
    });
  }

  private async repeat(task: LeaderTask, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await task.run(signal).catch((error: unknown) => {
        if (!signal.aborted) this.log.error('leader_task_failed', error, { task: task.name });
      });
      await wait(task.everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private lose(client: pg.Client | undefined): void {
    if (this.client !== client) return;
    this.client = undefined;
    if (this.term?.abort.signal.aborted === false) {
      this.log.info('leadership_ended');
      this.term.abort.abort();
    }
    // Over a half-open connection the good-bye is never answered.
    void client?.end().catch(() => undefined);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
