import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  isAlive,
  removeEmbeddedDatabase,
  startEmbeddedDatabase,
} from '../../../src/embedded-database/index.js';
import { cpuSecondsOfTree } from '../measure/process-usage.js';

const FOLDER = /^munadi-bench-(\d+)$/;

/** The product's embedded PostgreSQL, with every commit on disk, in a temporary folder. */
export class BenchServer {
  private rounds = 0;

  private constructor(
    private readonly database: Awaited<ReturnType<typeof startEmbeddedDatabase>>,
    private readonly directory: string,
  ) {}

  static async start(): Promise<BenchServer> {
    await removeThoseOfKilledRuns();
    const directory = join(tmpdir(), `munadi-bench-${process.pid}`);
    return new BenchServer(await startEmbeddedDatabase({ directory, durable: true }), directory);
  }

  /** A new database, empty or with what `template` holds; answers its address. */
  async freshDatabase(template?: string): Promise<string> {
    this.rounds += 1;
    const name = `round_${this.rounds}`;
    await this.database.createDatabase(name, template);
    return this.database.url(name);
  }

  async drop(url: string): Promise<void> {
    await this.ask('postgres', `DROP DATABASE ${nameIn(url)} WITH (FORCE)`);
  }

  /** The next round starts with nothing left to write. */
  async settleDisk(): Promise<void> {
    await this.ask('postgres', 'CHECKPOINT');
  }

  get cpuSeconds(): number {
    return cpuSecondsOfTree(this.database.processId);
  }

  stop(): Promise<void> {
    return removeEmbeddedDatabase(this.directory);
  }

  private async ask(database: string, statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.database.url(database) });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }
}

export function nameIn(url: string): string {
  return new URL(url).pathname.slice(1);
}

async function removeThoseOfKilledRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = FOLDER.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    await removeEmbeddedDatabase(join(tmpdir(), name));
  }
}
