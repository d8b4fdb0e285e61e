import { residentMbOf } from './process-usage.js';

const EVERY_MS = 250;

export interface MemorySample {
  /** ms since the watch began. */
  atMs: number;
  mb: number;
}

/** Samples the memory of some processes together, until it is stopped. */
export class MemoryWatch {
  readonly samples: MemorySample[] = [];
  private readonly startedAtTick = performance.now();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly pids: () => number[]) {
    this.timer = setInterval(() => {
      this.sample();
    }, EVERY_MS);
  }

  sample(): MemorySample {
    const mb = this.pids().reduce((sum, pid) => sum + (residentMbOf(pid) || 0), 0);
    const sample = { atMs: performance.now() - this.startedAtTick, mb };
    this.samples.push(sample);
    return sample;
  }

  get maxMb(): number {
    return Math.max(...this.samples.map(({ mb }) => mb));
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
