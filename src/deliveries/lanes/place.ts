import { setTimeout as sleep } from 'node:timers/promises';
import type { Budget } from '../../platforms/index.js';
import { LATE_MS, LOOK_AHEAD_MS } from './lane.js';

/** After how long it may go, or has to ask again. */
export interface NewPlace {
  kind: 'go' | 'wait';
  inMs: number;
}

/** Asks the shared lanes once more, for who has waited before. */
export type AskAgain = (budgets: readonly Budget[], priority: number) => Promise<NewPlace>;

/** What one process knows of its late starts, by budget: when one last went at the place that it had. */
export type LateStarts = Map<string, number>;

const MOST_REMEMBERED = 10_000;

/**
 * The instant that the budgets gave to one delivery. What lies between it and the send (a slow disk above all) makes
 * many late at once, and a platform that counts arrivals would find them too many: who is late takes another place.
 */
export class Place {
  /** @param startAtTick the instant, by the process's monotonic clock */
  constructor(
    private readonly startAtTick: number,
    private readonly terms: {
      budgets: readonly Budget[];
      priority: number;
      lateStarts: LateStarts;
      askAgain: AskAgain;
    },
  ) {}

  /**
   * Whether the send needs another place first. A budget whose pace is slower than the delay bears it, and so does one
   * in which this process has not been late for a while: one late start is no crowd.
   */
  mustRenew(): boolean {
    const nowTick = performance.now();
    const crowded = this.lateAt(nowTick).filter(({ key }) => {
      const lastTick = this.terms.lateStarts.get(key);
      return lastTick !== undefined && lastTick > nowTick - LOOK_AHEAD_MS;
    });
    if (crowded.length === 0) this.rememberLate(nowTick);
    return crowded.length > 0;
  }

  /** Waits for another place, or until the signal ends the wait. A place that can't be asked for is taken as given. */
  async renew(signal: AbortSignal): Promise<void> {
    const budgets = this.lateAt(performance.now());
    for (let isPlaced = false; !isPlaced && !signal.aborted;) {
      const { kind, inMs } = await this.terms.askAgain(budgets, this.terms.priority);
      await sleep(Math.max(0, inMs), undefined, { signal }).catch(() => undefined);
      isPlaced = kind === 'go';
    }
  }

  private lateAt(nowTick: number): readonly Budget[] {
    const lateMs = nowTick - this.startAtTick;
    if (lateMs <= LATE_MS) return [];
    return this.terms.budgets.filter(({ intervalMs }) => intervalMs < lateMs);
  }

  private rememberLate(nowTick: number): void {
    const { lateStarts } = this.terms;
    if (lateStarts.size > MOST_REMEMBERED) lateStarts.clear();
    for (const { key } of this.lateAt(nowTick)) lateStarts.set(key, nowTick);
  }
}
