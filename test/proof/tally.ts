import type { LedgerLine } from '../../src/sandbox/ledger-line.js';
import type { Crash } from './crash-points.js';

/** What was done to the product in a run. */
export class Tally {
  readonly kills = new Map<string, number>();
  readonly crashes = new Map<string, number>();
  /** Sends that were between intent and result when something was killed. */
  windowHits = 0;
  mostUnknown = 0;
  /** Longest time without a post while there was work. */
  longestSilenceMs = 0;
  publishedPosts = 0;

  killed(how: string, openSends: number): void {
    this.kills.set(how, (this.kills.get(how) ?? 0) + 1);
    this.windowHits += openSends;
  }

  crashedAt({ point, platform }: Crash, openSends: number): void {
    const key = `${point} ${platform}`;
    this.crashes.set(key, (this.crashes.get(key) ?? 0) + 1);
    this.windowHits += openSends;
  }

  sawUnknown(n: number): void {
    this.mostUnknown = Math.max(this.mostUnknown, n);
  }

  hear(ledger: readonly LedgerLine[]): void {
    const at = ledger
      .filter(({ event }) => event === 'published')
      .map(({ receivedAt }) => Date.parse(receivedAt));
    this.publishedPosts = at.length;
    at.forEach((ms, index) => {
      if (index > 0)
        this.longestSilenceMs = Math.max(this.longestSilenceMs, ms - (at[index - 1] ?? ms));
    });
  }

  get directed(): number {
    return [...this.crashes.values()].reduce((sum, n) => sum + n, 0);
  }

  get killsInAll(): number {
    return [...this.kills.values()].reduce((sum, n) => sum + n, this.directed);
  }
}
