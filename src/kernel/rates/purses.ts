const MAX_PURSES = 20_000;

/** Tokens that this process has taken out of one bucket and not spent yet. */
export class Purse {
  private tokens = 0;
  private refusedUntilMs = 0;
  private filling: Promise<void> | undefined;
  /** Requests that wait for the filling under way. */
  waiting = 0;

  /** Whether there was a token, which is gone now. */
  spend(): boolean {
    if (this.tokens === 0) return false;
    this.tokens -= 1;
    return true;
  }

  put(tokens: number): void {
    this.tokens = tokens;
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
}

/** The purses of this process. When there are too many, all are forgotten: what was in them is lost, never doubled. */
export class Purses {
  private readonly byKey = new Map<string, Purse>();

  of(key: string): Purse {
    const known = this.byKey.get(key);
    if (known) return known;
    if (this.byKey.size >= MAX_PURSES) this.forget();
    const purse = new Purse();
    this.byKey.set(key, purse);
    return purse;
  }

  /** But for those that are being filled: a bucket is asked once at a time. */
  private forget(): void {
    for (const [key, purse] of this.byKey) if (purse.waiting === 0) this.byKey.delete(key);
  }
}
