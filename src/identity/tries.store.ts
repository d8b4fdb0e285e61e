import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rowsOf, type Executor } from '../kernel/database/sql.js';

export interface Attempt {
  /** A login, or what no login can be. */
  subject: string;
  now: Date;
  since: Date;
  limit: number;
}

/** The only SQL over failed sign-ins. */
@Injectable()
export class TriesStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Counts an attempt as failed before it is made, one attempt of a subject at a time, so that many at once do not
   * slip past the limit. Answers the failures since `since`, oldest first; with `limit` of them nothing is added.
   */
  async countAttempt({ subject, now, since, limit }: Attempt): Promise<Date[]> {
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
      if (failures.length < limit) {
        await rowsOf(manager, 'INSERT INTO sign_in_failures VALUES ($1, $2)', [subject, now]);
      }
      return failures.map(({ failedAt }) => failedAt);
    });
  }

  async forget(executor: Executor | undefined, subject: string): Promise<void> {
    await rowsOf(executor ?? this.dataSource, 'DELETE FROM sign_in_failures WHERE login = $1', [
      subject,
    ]);
  }
}
