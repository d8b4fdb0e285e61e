/** A fixed window: `limit` requests, counted from the first one. */
export interface WindowLimit {
  readonly limit: number;
  readonly windowMs: number;
}

export interface WindowReading {
  readonly isAllowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAt: Date;
}

/** A bucket that refills evenly: `burst` at once, then `perSecond`. */
export interface PaceLimit {
  readonly perSecond: number;
  readonly burst: number;
}

export interface PaceReading {
  readonly isAllowed: boolean;
  readonly retryAfterMs: number;
}

/** Counts requests against the platforms' limits. Counts live in memory: a restart clears them. */
export class Meter {
  private readonly windows = new Map<string, { used: number; resetAtMs: number }>();
  private readonly buckets = new Map<string, { tokens: number; atMs: number }>();

  constructor(private readonly isEnforced: () => boolean) {}

  take(key: string, { limit, windowMs }: WindowLimit, now: Date): WindowReading {
    const open = this.windows.get(key);
    const window =
      open && open.resetAtMs > now.getTime()
        ? open
        : { used: 0, resetAtMs: now.getTime() + windowMs };
    window.used += 1;
    this.windows.set(key, window);
    return {
      isAllowed: window.used <= limit || !this.isEnforced(),
      limit,
      remaining: Math.max(0, limit - window.used),
      resetAt: new Date(window.resetAtMs),
    };
  }

  pace(key: string, { perSecond, burst }: PaceLimit, now: Date): PaceReading {
    const bucket = this.buckets.get(key) ?? { tokens: burst, atMs: now.getTime() };
    const refilled = ((now.getTime() - bucket.atMs) / 1000) * perSecond;
    const tokens = Math.min(burst, bucket.tokens + refilled);
    const isAllowed = tokens >= 1 || !this.isEnforced();
    const left = tokens >= 1 ? tokens - 1 : tokens;
    this.buckets.set(key, { tokens: left, atMs: now.getTime() });
    return { isAllowed, retryAfterMs: isAllowed ? 0 : ((1 - left) / perSecond) * 1000 };
  }

  startOver(): void {
    this.windows.clear();
    this.buckets.clear();
  }
}
