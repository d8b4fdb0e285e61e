import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { AuditTrail } from '../../src/audit/audit-trail.js';
import { AuditChain } from '../../src/audit/chain.service.js';
import { ChainStore } from '../../src/audit/chain.store.js';
import { AuditDrop } from '../../src/audit/drop.service.js';
import { DropStore } from '../../src/audit/drop.store.js';
import { AuditHeads } from '../../src/audit/head-export.service.js';
import { AuditVerifier } from '../../src/audit/verify.service.js';
import { readConfig, type Config } from '../../src/kernel/config.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const START = new Date('2026-11-24T09:30:00.123Z');
const TABLES = ['audit_unchained', 'audit_checkpoints', 'audit_chain', 'audit_events'];

interface Settable {
  now: Date;
}

/** The record on a database of its own, with a clock that the test sets and a folder that stands for another machine. */
export class AuditBench {
  readonly clock: Settable = { now: START };
  private readonly ticking = { now: () => this.clock.now };
  readonly trail: AuditTrail;
  readonly chain: AuditChain;
  readonly drop: AuditDrop;
  heads: AuditHeads;
  private readonly store: ChainStore;
  readonly verifier: AuditVerifier;
  readonly config: Config;

  private constructor(
    readonly database: FreshDatabase,
    readonly elsewhere: string,
    settings: Record<string, string>,
  ) {
    this.config = readConfig({
      DATABASE_URL: database.url,
      MUNADI_CREDENTIAL_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      MUNADI_SESSION_KEY: Buffer.alloc(32, 9).toString('base64'),
      MUNADI_AUDIT_HEAD_KEY: Buffer.alloc(32, 5).toString('base64'),
      MUNADI_AUDIT_HEAD_FILE: elsewhere,
      ...settings,
    });
    const { ticking: clock } = this;
    const store = new ChainStore(database.dataSource);
    this.store = store;
    this.trail = new AuditTrail(clock);
    this.chain = new AuditChain(store);
    this.heads = new AuditHeads(store, this.config, clock);
    this.verifier = new AuditVerifier(store, this.config);
    const drops = new DropStore(database.dataSource);
    this.drop = new AuditDrop(drops, this.trail, this.chain, this.config, clock);
  }

  static async open(settings: Record<string, string> = {}): Promise<AuditBench> {
    const elsewhere = await mkdtemp(join(tmpdir(), 'munadi-heads-'));
    return new AuditBench(await freshDatabase(), elsewhere, settings);
  }

  /** Writes so many lines, each in a transaction of its own. */
  async write(lines: number): Promise<void> {
    for (let line = 1; line <= lines; line += 1) {
      await this.trail.record(this.database.dataSource, {
        personId: null,
        action: 'post.scheduled',
        subject: `post:${line}`,
        details: { deliveries: line, by: 'मीरा' },
      });
    }
  }

  /** What somebody does who owns the database server: as its superuser, with every trigger off. */
  async tamper(...statements: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: this.database.url });
    await client.connect();
    try {
      await client.query('SET session_replication_role = replica');
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }

  /** As on the first day. */
  async reset(): Promise<void> {
    this.clock.now = START;
    // A process that has just started has exported nothing.
    this.heads = new AuditHeads(this.store, this.config, this.ticking);
    await this.tamper(
      ...TABLES.map((table) => `DELETE FROM ${table}`),
      'ALTER TABLE audit_events ALTER COLUMN id RESTART',
      'DELETE FROM people',
    );
    for (const name of await readdir(this.elsewhere)) await rm(join(this.elsewhere, name));
  }

  async rows<Row extends object>(statement: string): Promise<Row[]> {
    return rowsOf<Row>(this.database.dataSource, statement);
  }

  async close(): Promise<void> {
    await this.database.drop();
    await rm(this.elsewhere, { recursive: true, force: true });
  }
}
