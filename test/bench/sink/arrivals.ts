import { nowMs } from '../measure/clock.js';

/** What the sink knows of a range of keys. Instants are ms since the epoch, NaN when nothing came. */
export interface ArrivalReport {
  /** Requests, repeated ones included. */
  requests: number;
  distinct: number;
  /** Requests beyond the first of a key. */
  duplicates: number;
  firstAt: number;
  lastAt: number;
}

export interface KeyRange {
  firstKey: number;
  count: number;
}

/** When each key came first, and how often it came. Keys are whole numbers from 1 to `maxKey`. */
export class Arrivals {
  private readonly at: Float64Array;
  private readonly times: Uint16Array;
  private readonly waiting: { distinct: number; reached: () => void }[] = [];
  private distinct = 0;

  constructor(maxKey: number) {
    this.at = new Float64Array(maxKey + 1);
    this.times = new Uint16Array(maxKey + 1);
  }

  add(key: number): void {
    const times = this.times[key];
    if (times === undefined) throw new RangeError(`No key ${key} is expected`);
    this.times[key] = times + 1;
    if (times > 0) return;
    this.at[key] = nowMs();
    this.distinct += 1;
    while (this.waiting[0] && this.waiting[0].distinct <= this.distinct) {
      this.waiting.shift()?.reached();
    }
  }

  /** Answers when that many different keys have come; waits are answered in the order in which they began. */
  async untilDistinct(distinct: number): Promise<void> {
    if (this.distinct >= distinct) return;
    await new Promise<void>((reached) => this.waiting.push({ distinct, reached }));
  }

  report({ firstKey, count }: KeyRange): ArrivalReport {
    const times = this.times.subarray(firstKey, firstKey + count);
    const at = this.at.subarray(firstKey, firstKey + count).filter((instant) => instant > 0);
    const requests = times.reduce((sum, n) => sum + n, 0);
    return {
      requests,
      distinct: at.length,
      duplicates: requests - at.length,
      firstAt: at.length === 0 ? Number.NaN : at.reduce((a, b) => Math.min(a, b)),
      lastAt: at.length === 0 ? Number.NaN : at.reduce((a, b) => Math.max(a, b)),
    };
  }

  /** First arrivals of a range; 0 where none came. */
  instants({ firstKey, count }: KeyRange): Float64Array {
    return this.at.slice(firstKey, firstKey + count);
  }
}
