import { setTimeout as pause } from 'node:timers/promises';
import type { GentleStop, Incident } from './incidents.js';
import type { Load } from './load.js';
import { until, type Peek } from './peek.js';
import { ended, kill, startWorker, type Worker } from './processes.js';

/** So many sends are under way before the workers are asked to go. */
const IN_THE_MIDDLE = 5;
const IN_THE_MIDDLE_WITHIN_MS = 30_000;
/** A worker that has not gone by itself after so long is killed; the audit tells how it ended. */
const GIVEN_UP_AFTER_MS = 60_000;

/** The workers as an operator would run them. */
export class Crew {
  /** Workers that ended unasked, such as one that found no database at its start, and were started again. */
  restarts = 0;
  private workers: Worker[] = [];

  constructor(
    private readonly environment: Record<string, string>,
    private readonly size: number,
  ) {}

  start(): void {
    while (this.workers.length < this.size) this.workers.push(this.supervised());
  }

  /** One dies at whatever it is doing; another takes its place. */
  async killOne(random: () => number): Promise<Incident> {
    const worker = this.oneOf(random);
    const from = new Date();
    this.letGo(worker);
    await kill(worker.child);
    this.start();
    return { what: 'SIGKILL', worker: worker.name, from, until: new Date() };
  }

  /** When it goes on, its work is somebody else's. */
  async freezeOne(random: () => number, forMs: number): Promise<Incident> {
    const worker = this.oneOf(random);
    const from = new Date();
    worker.child.kill('SIGSTOP');
    await pause(forMs);
    worker.child.kill('SIGCONT');
    return { what: 'SIGSTOP', worker: worker.name, from, until: new Date() };
  }

  /** All are asked to go in the middle of their sends, when nothing of the dead is left that could be taken for theirs. */
  async stopGently(load: Load, peek: Peek): Promise<GentleStop> {
    const before = await peek.openClaims();
    await until(async () => {
      const now = await peek.openClaims();
      return ![...before].some((claim) => now.has(claim));
    }, GIVEN_UP_AFTER_MS);
    await load.flood();
    await until(async () => (await peek.sending()) >= IN_THE_MIDDLE, IN_THE_MIDDLE_WITHIN_MS);
    const askedAt = new Date();
    const workers = await this.goHome();
    return { askedAt, goneAt: new Date(), workers };
  }

  /** All are asked to go; what they were only looking at they give back. */
  async goHome(): Promise<GentleStop['workers']> {
    return Promise.all(this.workers.splice(0).map((worker) => askToGo(worker)));
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.splice(0).map(({ child }) => kill(child)));
  }

  /** Whoever ends while it still belongs to the crew is started again, as an operator's supervisor would. */
  private supervised(): Worker {
    const worker = startWorker(this.environment);
    worker.child.once('exit', () => {
      if (!this.letGo(worker)) return;
      this.restarts += 1;
      this.start();
    });
    return worker;
  }

  /** False when it did not belong to the crew. */
  private letGo(worker: Worker): boolean {
    const before = this.workers.length;
    this.workers = this.workers.filter((other) => other !== worker);
    return this.workers.length < before;
  }

  private oneOf(random: () => number): Worker {
    const worker = this.workers[Math.floor(random() * this.workers.length)];
    if (!worker) throw new Error('Nobody is at work');
    return worker;
  }
}

async function askToGo({ name, child }: Worker): Promise<GentleStop['workers'][number]> {
  const askedAtTick = performance.now();
  const over = ended(child);
  child.kill('SIGTERM');
  const giveUp = setTimeout(() => child.kill('SIGKILL'), GIVEN_UP_AFTER_MS);
  const endedWith = await over;
  clearTimeout(giveUp);
  return { worker: name, endedWith, afterMs: performance.now() - askedAtTick };
}
