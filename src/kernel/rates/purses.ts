const MAX_PURSES = 20_000;

/** Tokens that this process has taken out of one bucket and not spent yet. */
export class Purse {
  private tokens = 0;
  private spoilsAtMs = 0;
  private refusedUntilMs = 0;
  private filling: Promise<void> | undefined;
  /** Requests that wait for the filling under way. */
  waiting = 0;

  /** Whether there was a token, which is gone now. */
  spend(nowMs: number): boolean {
    if (this.tokens === 0 || nowMs > this.spoilsAtMs) return false;
    this.tokens -= 1;
    return true;
  }

  /** What is left when they spoil is lost: a process that hoards for hours would let through more than the limit. */
  put(tokens: number, spoilsAtMs: number): void {
    this.tokens = tokens;
    this.spoilsAtMs = spoilsAtMs;
  }

  refuse(untilMs: number): void {
    this.refusedUntilMs = untilMs;
  }

  /** A bucket that is known to be empty is not asked again before there is something in it. */
  refusedForMs(nowMs: number): number {
    return this.refusedUntilMs - nowMs;
  }

  /** Requests that come while it is being filled share that filling. */
  async fillOnce(fill: () => Promise<void>): Promise<void> {
    this.waiting += 1;
    this.filling ??= fill().finally(() => {
      this.filling = undefined;
    });
    try {
      await this.filling;
    } finally {
      this.waiting -= 1;
    }
  }

  /** Whether a new purse would do as well. */
  isIdle(nowMs: number): boolean {
    const holdsNothing = this.tokens === 0 || nowMs > this.spoilsAtMs;
    return this.waiting === 0 && holdsNothing && this.refusedForMs(nowMs) <= 0;
  }
}

/** The purses of this process, those that hold nothing forgotten from time to time. */
export class Purses {
  private readonly byKey = new Map<string, Purse>();
  private sweepAt = MAX_PURSES;

  of(key: string, nowMs: number): Purse {
    const known = this.byKey.get(key);
    if (known) return known;
    if (this.byKey.size >= this.sweepAt) this.sweep(nowMs);
    const purse = new Purse();
    this.byKey.set(key, purse);
    return purse;
  }

  private sweep(nowMs: number): void {
    for (const [key, purse] of this.byKey) if (purse.isIdle(nowMs)) this.byKey.delete(key);
    this.sweepAt = Math.max(MAX_PURSES, this.byKey.size * 2);
  }
}
