import { cpuSecondsOf } from '../measure/process-usage.js';
import { Child } from '../processes/child.js';
import { benchEntry } from '../processes/places.js';
import type { ArrivalReport, KeyRange } from './arrivals.js';

/** The bench's hold on the sink's process. */
export class Sink {
  private constructor(
    private readonly child: Child,
    readonly url: string,
  ) {}

  static async start(): Promise<Sink> {
    const child = new Child({
      name: 'sink',
      program: process.execPath,
      args: [benchEntry('sink/main.js')],
    });
    return new Sink(child, await child.ask<string>('url'));
  }

  /** Forgets everything and waits for keys from 1 to `maxKey`. */
  expect(order: { maxKey: number; latencyMs: number }): Promise<void> {
    return this.child.ask('expect', order);
  }

  untilDistinct(distinct: number): Promise<void> {
    return this.child.ask('untilDistinct', distinct);
  }

  report(range: KeyRange): Promise<ArrivalReport> {
    return this.child.ask('report', range);
  }

  /** First arrivals in the order of the keys, ms since the epoch; 0 where none came. */
  async instants(range: KeyRange): Promise<number[]> {
    return [...(await this.child.ask<Float64Array>('instants', range))];
  }

  get cpuSeconds(): number {
    return cpuSecondsOf(this.child.pid);
  }

  stop(): Promise<void> {
    return this.child.stop();
  }
}
