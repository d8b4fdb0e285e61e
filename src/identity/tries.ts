import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import { ProblemError } from '../kernel/problem-error.js';

const MINUTE_MS = 60_000;
const FAILURES_ALLOWED = 5;
const FAILURE_WINDOW_MS = 15 * MINUTE_MS;

/** Wrong passwords and codes: five of one subject in 15 minutes close it until the oldest is 15 minutes old. */
@Injectable()
export class Tries {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Counts a try as failed before it is made. `subject` is a login, or what no login can be.
   * @throws ProblemError when there were too many.
   */
  async count(subject: string): Promise<void> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - FAILURE_WINDOW_MS);
    const failures = await this.countAttempt(subject, now, since);
    const [oldest] = failures;
    if (!oldest || failures.length < FAILURES_ALLOWED) return;
    const waitMs = oldest.getTime() + FAILURE_WINDOW_MS - now.getTime();
    const minutes = Math.max(1, Math.ceil(waitMs / MINUTE_MS));
    throw new ProblemError(429, [{ code: 'too_many_sign_ins', params: { minutes } }]);
  }

  /** The right one was given. */
  async forget(executor: Executor | undefined, subject: string): Promise<void> {
    await rowsOf(executor ?? this.dataSource, 'DELETE FROM sign_in_failures WHERE login = $1', [
      subject,
    ]);
  }

  /**
   * One attempt of a subject at a time, so that many at once do not slip past the limit. Answers the failures
   * since `since`, oldest first; when the limit is reached nothing is added.
   */
  private async countAttempt(subject: string, now: Date, since: Date): Promise<Date[]> {
    return this.dataSource.transaction(async (manager) => {
      await rowsOf(manager, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `sign-in ${subject}`,
      ]);
      await rowsOf(manager, 'DELETE FROM sign_in_failures WHERE failed_at <= $1', [since]);
      const failures = await rowsOf<{ failedAt: Date }>(
        manager,
        `SELECT failed_at AS "failedAt" FROM sign_in_failures WHERE login = $1 ORDER BY failed_at`,
        [subject],
      );
      if (failures.length < FAILURES_ALLOWED) {
        await rowsOf(manager, 'INSERT INTO sign_in_failures VALUES ($1, $2)', [subject, now]);
      }
      return failures.map(({ failedAt }) => failedAt);
    });
  }
}
