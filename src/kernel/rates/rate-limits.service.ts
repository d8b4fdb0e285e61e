import { createHmac, hkdfSync } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { CLOCK, type Clock } from '../clock.js';
import { CONFIG, type Config } from '../config.js';
import { GroupCommit } from '../group-commit.js';
import { EventLog } from '../log.js';
import { ProblemError } from '../problem-error.js';
import { Purses, type Purse } from './purses.js';
import { RateStore, type TokenGrant, type TokenWish } from './rate.store.js';
import { RATES, type RateKind } from './rates.js';

const KEY_BYTES = 16;
const FORGET_EVERY_MS = 60_000;
const TELL_EVERY_MS = 60_000;
/** A database that takes longer is no reason to refuse anybody: what needs it will say so itself. */
const ANSWER_MS = 1_000;

/** Says whether somebody asks too often, over all processes. */
@Injectable()
export class RateLimits {
  private readonly log = new EventLog('rates');
  private readonly hashKey: Buffer;
  private readonly purses = new Purses();
  private toldUntilMs = 0;
  private readonly wishes: GroupCommit<TokenWish, TokenGrant>;

  constructor(
    private readonly store: RateStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    const { session } = config.keys;
    this.hashKey = Buffer.from(hkdfSync('sha256', session, 'munadi', 'rate-limits', 32));
    this.wishes = new GroupCommit((wishes) => this.store.take(wishes, this.clock.now()));
  }

  /**
   * Counts one request. `subject`: a person's id, or what `addressSubject` makes of an address; it is kept as a keyed hash.
   * @throws ProblemError 429 with the time after which to come again.
   */
  async admit(kind: RateKind, subject: string | number): Promise<void> {
    const key = createHmac('sha256', this.hashKey)
      .update(`${kind}\n${subject}`)
      .digest()
      .subarray(0, KEY_BYTES);
    const purse = this.purses.of(key.toString('latin1'));
    for (;;) {
      if (purse.spend()) return;
      const refusedMs = purse.refusedForMs(this.nowMs());
      if (refusedMs > 0) throw tooOften(refusedMs);
      await purse.fillOnce(() => this.fill(purse, kind, key));
    }
  }

  @Interval('rates:forget', FORGET_EVERY_MS)
  async forgetFull(): Promise<void> {
    await this.store.forgetFull(this.clock.now()).catch((error: unknown) => {
      this.log.error('rate_buckets_not_forgotten', error);
    });
  }

  private async fill(purse: Purse, kind: RateKind, key: Buffer): Promise<void> {
    const { burst, perMinute, lend } = RATES[kind];
    const factor = this.config.http.rateFactor;
    const msEach = 60_000 / (perMinute * factor);
    const size = Math.max(1, Math.round(burst * factor));
    const wanted = Math.min(size, Math.max(lend, purse.waiting));
    const grant = await Promise.race([
      this.wishes.add({ key, wanted, burst: size, msEach }).catch(() => undefined),
      wait(ANSWER_MS, undefined, { ref: false }),
    ]);
    const { granted, nextAfterMs } = grant ?? { granted: wanted, nextAfterMs: 0 };
    const nowMs = this.nowMs();
    if (!grant) this.tellUnknown(kind, nowMs);
    if (granted > 0) purse.put(granted);
    else purse.refuse(nowMs + Math.max(1, nextAfterMs));
  }

  /** Once a minute: a database that is away is told of by everything else as well. */
  private tellUnknown(kind: RateKind, nowMs: number): void {
    if (nowMs < this.toldUntilMs) return;
    this.toldUntilMs = nowMs + TELL_EVERY_MS;
    this.log.warn('rate_limit_unknown', { kind });
  }

  private nowMs(): number {
    return this.clock.now().getTime();
  }
}

function tooOften(retryAfterMs: number): ProblemError {
  const seconds = Math.ceil(retryAfterMs / 1_000);
  const problem = { code: 'too_many_requests', params: { seconds } } as const;
  return new ProblemError(429, [problem], { retryAfterMs });
}
