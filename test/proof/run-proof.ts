import { setTimeout as pause } from 'node:timers/promises';
import { Ambushes } from './ambushes.js';
import { audit } from './auditor.js';
import { crashRounds, type Crash } from './crash-points.js';
import { Crew } from './crew.js';
import { judgeDoubts, type Doubts } from './doubts.js';
import { gather, type Facts, type Finding } from './facts.js';
import { faultMix } from './faults.js';
import { judgeGentleStops, type GentleStops } from './gentle-stops.js';
import type { GentleStop, Incident } from './incidents.js';
import { readLedger } from './ledger.js';
import { Load } from './load.js';
import { planFor, randomFrom, type ProofOptions } from './options.js';
import { Peek, until } from './peek.js';
import { readRecords } from './records.js';
import { judgeResumption, type Resumption } from './resumption.js';
import { judgeSilentEnds } from './silent-ends.js';
import { Stage } from './stage.js';

/** What a run came to. */
export interface Proof {
  findings: Finding[];
  facts: Facts;
  doubts: Doubts;
  gentleStops: GentleStops;
  resumption: Resumption;
  faults: ReadonlyMap<string, number>;
  planned: readonly Crash[];
  missed: readonly Crash[];
  /** Workers that ended unasked. */
  restarts: number;
}

type Say = (line: string) => void;

const WORKERS = 2;
const ANSWER_AFTER_MS = 120;
const DRAIN_MS = 120_000;
const TELL_EVERY_MS = 5_000;
/** This part of the kills waits for a moment in which something is being sent; the others are at any moment. */
const WHILE_SENDING = 0.6;
const SENDING_WITHIN_MS = 5_000;
/** One kill in so many comes after a freeze. */
const FREEZE_EVERY = 5;

/** One proof: rounds of load, faults, kills and ambushes, then peace, then the audit. */
export async function runProof(options: ProofOptions, say: Say): Promise<Proof> {
  const stage = await Stage.open();
  const run = new Run(stage, options, say);
  try {
    return await run.toTheEnd();
  } finally {
    await run.close();
    await stage.close();
  }
}

class Run {
  private readonly random: () => number;
  private readonly peek: Peek;
  private readonly load: Load;
  private readonly crew: Crew;
  private readonly ambushes: Ambushes;
  private readonly incidents: Incident[] = [];
  private readonly gentleStops: GentleStop[] = [];
  private kills = 0;

  constructor(
    private readonly stage: Stage,
    private readonly options: ProofOptions,
    private readonly say: Say,
  ) {
    this.random = randomFrom(options.seed);
    const { databaseUrl, environment } = stage.parts;
    this.peek = new Peek(databaseUrl);
    this.load = new Load(stage.parts);
    this.crew = new Crew(environment, WORKERS);
    this.ambushes = new Ambushes(environment, this.load, this.peek);
  }

  async toTheEnd(): Promise<Proof> {
    const plan = planFor(this.options);
    const rounds = crashRounds({ rounds: plan.rounds, times: plan.timesEachStep }, this.random);
    const { sandbox } = this.stage.parts;
    // An answer takes its time, so that a kill finds requests under way.
    await sandbox.set({ latencyMs: ANSWER_AFTER_MS });
    await sandbox.setFaults(faultMix(this.options.seed));
    const everyMs = (this.options.seconds * 900) / plan.posts;
    await Promise.all([
      this.load.goOn({ posts: plan.posts, everyMs }),
      this.roundAfterRound(rounds),
    ]);
    const faults = await sandbox.firedByFault();
    await sandbox.setFaults([]);
    this.crew.start();
    const isDrained = await this.drain();
    // A part of a thread that waits for a person is asked about again and again: the audit is of what stands still.
    await this.crew.goHome();
    return this.judge({ isDrained, faults, planned: rounds.flat() });
  }

  async close(): Promise<void> {
    this.load.close();
    await Promise.all([this.crew.close(), this.ambushes.close(), this.peek.close()]);
  }

  private async roundAfterRound(rounds: readonly Crash[][]): Promise<void> {
    for (const [n, crashes] of rounds.entries()) {
      this.say(`  round ${n + 1} of ${rounds.length}`);
      await this.round(crashes, n === 0);
    }
  }

  /** First anything at any moment, then a stop as an operator would make it, then death at one step after the other. */
  private async round(crashes: readonly Crash[], isFirst: boolean): Promise<void> {
    this.crew.start();
    this.ambushes.prepare();
    await Promise.all([
      this.storm(),
      this.crashDatabase(),
      ...(isFirst ? [this.load.stopEverythingOnce()] : []),
    ]);
    this.gentleStops.push(await this.crew.stopGently(this.load, this.peek));
    for (const crash of crashes) {
      const incident = await this.ambushes.spring(crash, this.random);
      if (incident) this.incidents.push(incident);
    }
  }

  private async storm(): Promise<void> {
    const { kills, rounds, stormMs, freezeMs } = planFor(this.options);
    const here = Math.ceil(kills / rounds);
    for (let n = 0; n < here; n += 1) {
      await pause((stormMs / here) * (0.5 + this.random()));
      this.kills += 1;
      if (this.kills % FREEZE_EVERY === 2)
        this.incidents.push(await this.crew.freezeOne(this.random, freezeMs));
      if (this.random() < WHILE_SENDING) await this.untilSending();
      this.incidents.push(await this.crew.killOne(this.random));
    }
  }

  private async crashDatabase(): Promise<void> {
    const { stormMs } = planFor(this.options);
    await pause(stormMs * (0.3 + this.random() * 0.4));
    await this.untilSending();
    const from = new Date();
    await this.stage.crashDatabase();
    this.incidents.push({ what: 'database', worker: null, from, until: new Date() });
  }

  private async untilSending(): Promise<void> {
    await until(async () => (await this.peek.sending()) > 0, SENDING_WITHIN_MS);
  }

  /** Faults and kills are over. */
  private async drain(): Promise<boolean> {
    let toldAt = performance.now();
    return until(async () => {
      await this.peek.endWaits();
      const left = await this.peek.moving();
      if (performance.now() > toldAt + TELL_EVERY_MS) {
        toldAt = performance.now();
        this.say(`  ${left} deliveries on their way`);
      }
      return left === 0;
    }, DRAIN_MS);
  }

  private async judge({
    isDrained,
    faults,
    planned,
  }: Pick<Proof, 'faults' | 'planned'> & { isDrained: boolean }): Promise<Proof> {
    const facts = gather(
      await readLedger(this.stage.parts.ledgerFile),
      await readRecords(this.stage.parts.databaseUrl),
      {
        stops: this.load.stops,
        incidents: this.incidents,
        gentleStops: this.gentleStops,
        sendTimeoutMs: this.stage.parts.times.sendTimeoutMs,
        plannedDeliveries: this.load.plannedDeliveries,
        plannedPosts: this.load.plannedPosts,
        isDrained,
      },
    );
    const doubts = judgeDoubts(facts);
    const gentleStops = judgeGentleStops(facts);
    const resumption = judgeResumption(facts, planFor(this.options).resumesWithinMs);
    const findings = [
      ...audit(facts),
      judgeSilentEnds(facts),
      doubts.finding,
      gentleStops.finding,
      resumption.finding,
    ];
    const { missed } = this.ambushes;
    const { restarts } = this.crew;
    return { findings, facts, doubts, gentleStops, resumption, faults, planned, missed, restarts };
  }
}
