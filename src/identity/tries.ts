import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../kernel/clock.js';
import type { Executor } from '../kernel/database/sql.js';
import { ProblemError } from '../kernel/problem-error.js';
import { TriesStore } from './tries.store.js';

const MINUTE_MS = 60_000;
const FAILURES_ALLOWED = 5;
const FAILURE_WINDOW_MS = 15 * MINUTE_MS;

/** Wrong passwords and codes: five of one subject in 15 minutes close it until the oldest is 15 minutes old. */
@Injectable()
export class Tries {
  constructor(
    private readonly store: TriesStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Counts a try as failed before it is made. @throws ProblemError when there were too many. */
  async count(subject: string): Promise<void> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - FAILURE_WINDOW_MS);
    const limit = FAILURES_ALLOWED;
    const failures = await this.store.countAttempt({ subject, now, since, limit });
    const [oldest] = failures;
    if (!oldest || failures.length < FAILURES_ALLOWED) return;
    const waitMs = oldest.getTime() + FAILURE_WINDOW_MS - now.getTime();
    const minutes = Math.max(1, Math.ceil(waitMs / MINUTE_MS));
    const problem = { code: 'too_many_sign_ins', params: { minutes } } as const;
    throw new ProblemError(429, [problem], { retryAfterMs: waitMs });
  }

  /** The right one was given. */
  async forget(executor: Executor | undefined, subject: string): Promise<void> {
    await this.store.forget(executor, subject);
  }
}
