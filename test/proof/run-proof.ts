import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { StopView } from '../../src/contract/stops.js';
import { audit, type Finding, type Witness } from './auditor.js';
import { CRASHES, type Crash } from './crash-points.js';
import { faultMix } from './faults.js';
import { groupBy } from './group-by.js';
import { readLedger } from './ledger.js';
import { ACCOUNTS, FAULTS_A_DELIVERY, planFor, randomFrom, type ProofOptions } from './options.js';
import { isGone, kill, startCrashWorker, startWorker } from './processes.js';
import { readRecords, withClient } from './records.js';
import { Stage } from './stage.js';
import { Tally } from './tally.js';

export interface Proof {
  findings: Finding[];
  tally: Tally;
  states: Record<string, number>;
  faults: Record<string, number>;
}

const WORKERS = 2;
const DRAIN_MS = 90_000;
/** A crash worker starts, claims and dies within this time, or its step did not come. */
const CRASH_MS = 15_000;
/** Crash workers at once. */
const CRASHERS = 2;
/** A run may last so many times longer than was asked. */
const LONGER = 3;
const FINAL = ['published', 'failed', 'cancelled'];

/** One proof: load, faults and kills for so many seconds, then peace, then the audit. */
export async function runProof(options: ProofOptions, say: (line: string) => void): Promise<Proof> {
  const stage = await Stage.open();
  const run = new Run(stage, options, say);
  try {
    return await run.toTheEnd();
  } finally {
    await run.close();
    await stage.close();
  }
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, n) => total + n, 0);
}

class Run {
  private readonly tally = new Tally();
  private readonly random: () => number;
  private readonly workers: ChildProcess[] = [];
  private readonly stops: Witness['stops'][number][] = [];
  private readonly finalBefore = new Map<number, string>();
  private crashes: Crash[] = [];
  private plannedPosts = 0;
  private isOver = false;

  constructor(
    private readonly stage: Stage,
    private readonly options: ProofOptions,
    private readonly say: (line: string) => void,
  ) {
    this.random = randomFrom(options.seed);
  }

  async toTheEnd(): Promise<Proof> {
    await this.stage.sandbox.setFaults(faultMix(this.options.seed));
    for (let n = 0; n < WORKERS; n += 1) this.workers.push(startWorker(this.stage.environment));
    const over = this.untilThePlanIsMet().then(() => (this.isOver = true));
    await Promise.all([
      over,
      this.plan(),
      this.killWorkers(),
      ...Array.from({ length: CRASHERS }, () => this.crashAtEveryStep()),
      this.crashDatabase(),
      this.stopEverythingOnce(),
    ]);
    const faults = await this.faultsFired();
    await this.stage.sandbox.setFaults([]);
    const isDrained = await this.drain();
    const [ledger, records] = await Promise.all([
      readLedger(this.stage.ledgerFile),
      readRecords(this.stage.databaseUrl),
    ]);
    this.tally.hear(ledger);
    const findings = audit(ledger, records, {
      stops: this.stops,
      finalBefore: this.finalBefore,
      plannedDeliveries: this.plannedPosts * ACCOUNTS,
      plannedPosts: this.plannedPosts,
      isDrained,
    });
    const states = Object.fromEntries(
      [...groupBy(records.deliveries, ({ state }) => state)].map(([state, own]) => [
        state,
        own.length,
      ]),
    );
    return { findings, tally: this.tally, states, faults };
  }

  /** At least as long as was asked, and on a busy machine until as much has gone wrong as was planned. */
  private async untilThePlanIsMet(): Promise<void> {
    const { windowHits, deliveries } = planFor(this.options);
    await pause(this.options.seconds * 1_000);
    for (let more = 0; more < this.options.seconds * LONGER; more += 1) {
      const fired = sum(await this.faultsFired());
      if (this.tally.windowHits >= windowHits && fired >= deliveries * FAULTS_A_DELIVERY) return;
      await pause(1_000);
    }
  }

  async close(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.workers.map((worker) => kill(worker)));
  }

  /** Posts all the time, each with words of its own; one is recalled half-way. */
  private async plan(): Promise<void> {
    const { posts } = planFor(this.options);
    const everyMs = (this.options.seconds * 900) / posts;
    for (let n = 1; n <= posts || !this.isOver; n += 1) {
      await this.publish(`सबूत ${n} — {district}`);
      if (n === 2) await this.cancel();
      await pause(everyMs);
    }
  }

  private async cancel(): Promise<void> {
    const id = await this.publish('रोका गया — {district}');
    await this.untilItWorks(() => this.stage.meera.post(`/api/posts/${id}/cancel`));
  }

  /** Asked again after a lost answer it is the same post: the operation is the same. */
  private async publish(text: string): Promise<number> {
    const operationId = randomUUID();
    const { id } = await this.untilItWorks(() => this.stage.meera.publish({ text, operationId }));
    this.plannedPosts += 1;
    return id;
  }

  private async untilItWorks<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch {
        await pause(300);
      }
    }
  }

  private async killWorkers(): Promise<void> {
    const { kills } = planFor(this.options);
    const everyMs = (this.options.seconds * 900) / kills;
    for (let n = 0; n < kills || !this.isOver; n += 1) {
      await pause(everyMs * (0.5 + this.random()));
      const index = Math.floor(this.random() * WORKERS);
      const worker = this.workers[index];
      if (!worker || isGone(worker)) continue;
      await this.remember();
      if (this.random() < 0.2) await this.freeze(worker);
      const isGentle = this.random() < 0.15;
      this.tally.killed(isGentle ? 'SIGTERM' : 'SIGKILL', await this.openSends());
      if (isGentle) worker.kill('SIGTERM');
      else await kill(worker);
      this.workers[index] = startWorker(this.stage.environment);
      if (isGentle) this.workers.push(worker);
    }
  }

  /** Longer than its lease: when it goes on, its work is somebody else's. */
  private async freeze(worker: ChildProcess): Promise<void> {
    this.tally.killed('SIGSTOP', await this.openSends());
    worker.kill('SIGSTOP');
    await pause(5_500);
    worker.kill('SIGCONT');
    await pause(300);
  }

  /** One after the other, again and again, in an order that the seed gives. */
  private async crashAtEveryStep(): Promise<void> {
    while (!this.isOver) {
      if (this.crashes.length === 0) this.crashes = [...CRASHES].sort(() => this.random() - 0.5);
      const crash = this.crashes.pop();
      if (!crash) return;
      const passage = 1 + Math.floor(this.random() * 3);
      const child = startCrashWorker(this.stage.environment, crash, passage);
      for (let waitedMs = 0; !isGone(child) && waitedMs < CRASH_MS; waitedMs += 50) {
        await pause(50);
      }
      if (child.signalCode === 'SIGKILL') this.tally.crashedAt(crash, await this.openSends());
      else await kill(child);
    }
  }

  private async crashDatabase(): Promise<void> {
    const { databaseCrashes } = planFor(this.options);
    for (let n = 0; n < databaseCrashes; n += 1) {
      await pause((this.options.seconds * 800) / databaseCrashes);
      this.tally.killed('database', await this.openSends());
      await this.stage.crashDatabase();
    }
  }

  private async stopEverythingOnce(): Promise<void> {
    await pause(this.options.seconds * 350);
    const order = { scope: 'everything', reason: 'A proof' };
    const { body } = await this.untilItWorks(async () => {
      const answer = await this.stage.meera.post<StopView>('/api/stops', order);
      if (answer.status !== 200) throw new Error('not stopped');
      return answer;
    });
    const acknowledgedAt = new Date();
    await pause(2_000);
    const liftedAt = new Date();
    this.stops.push({ acknowledgedAt, liftedAt });
    await this.untilItWorks(async () => {
      const { status } = await this.stage.meera.post(`/api/stops/${body.id}/lift`);
      if (status !== 200) throw new Error('not lifted');
    });
  }

  private async openSends(): Promise<number> {
    return withClient(this.stage.databaseUrl, async (client) => {
      const { rows } = await client.query<{ n: number; unknown: number }>(
        `SELECT count(*) FILTER (WHERE state = 'sending') AS n,
                count(*) FILTER (WHERE state = 'unknown') AS unknown
         FROM deliveries WHERE state IN ('sending', 'unknown')`,
      );
      this.tally.sawUnknown(rows[0]?.unknown ?? 0);
      return rows[0]?.n ?? 0;
    }).catch(() => 0);
  }

  private async remember(): Promise<void> {
    const { deliveries } = await readRecords(this.stage.databaseUrl).catch(() => ({
      deliveries: [],
    }));
    for (const { id, state } of deliveries) {
      if (FINAL.includes(state)) this.finalBefore.set(id, state);
    }
  }

  private async faultsFired(): Promise<Record<string, number>> {
    const answer = await fetch(`${this.stage.sandbox.url}/_sandbox/faults`);
    const { rules } = (await answer.json()) as { rules: { fault: string; fired: number }[] };
    return Object.fromEntries(rules.map(({ fault, fired }) => [fault, fired]));
  }

  /** Faults and kills are over. Waits are cut short, so that a run does not last as long as its longest wait. */
  private async drain(): Promise<boolean> {
    for (let waitedMs = 0; waitedMs < DRAIN_MS; waitedMs += 500) {
      const left = await withClient(this.stage.databaseUrl, async (client) => {
        await client.query(
          `UPDATE deliveries SET wake_at = now() WHERE state = 'retry_wait' AND wake_at > now();
           UPDATE lanes SET parked_until = NULL, free_at = LEAST(free_at, now());
           UPDATE deliveries SET wake_at = now()
           WHERE state = 'ready' AND wake_at > now() AND wake_at <> due_at AND wake_at < 'infinity';
           SELECT pg_notify('munadi_later', ''), pg_notify('munadi_due', '')`,
        );
        const { rows } = await client.query<{ n: number }>(
          `SELECT count(*) AS n FROM deliveries
           WHERE state IN ('planned', 'ready', 'claimed', 'sending', 'retry_wait', 'unknown')`,
        );
        return rows[0]?.n ?? 0;
      });
      if (left === 0) return true;
      if (waitedMs % 5_000 === 0) this.say(`  ${left} deliveries on their way`);
      await pause(500);
    }
    return false;
  }
}
