import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { ACCESS_WARNING_DAYS, type AccessWarningDays } from '../contract/account-health.js';
import type { PlatformName } from '../contract/platforms.js';
import { rowsOf } from '../kernel/database/sql.js';

/** How many accounts of a platform lose their access within so many days, and when the first of them does. */
export interface EndingAccess {
  platform: PlatformName;
  accounts: number;
  withinDays: AccessWarningDays;
  soonestAt: Date;
}

/** Counts what somebody should look at; quick enough to be asked by every supervisor. */
@Injectable()
export class AccountTroublesStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async broken(scopePath: string): Promise<{ platform: PlatformName; accounts: number }[]> {
    return rowsOf(
      this.dataSource,
      `SELECT a.platform, count(*)::int AS accounts
         FROM accounts a JOIN districts d ON d.id = a.district_id
        WHERE a.health = 'broken' AND starts_with(d.path, $1)
        GROUP BY a.platform ORDER BY a.platform`,
      [scopePath],
    );
  }

  /** Of accounts that still work; each counts in the narrowest span that holds, what ends first is first. */
  async ending(scopePath: string, now: Date): Promise<EndingAccess[]> {
    return rowsOf<EndingAccess>(
      this.dataSource,
      `SELECT a.platform, span.days AS "withinDays", count(*)::int AS accounts,
              min(a.access_ends_at) AS "soonestAt"
         FROM accounts a
         JOIN districts d ON d.id = a.district_id
         CROSS JOIN LATERAL (SELECT min(days) AS days FROM unnest($3::int[]) AS s(days)
                              WHERE a.access_ends_at < $2::timestamptz + days * interval '1 day') span
        WHERE a.access_ends_at < $2::timestamptz + interval '${ACCESS_WARNING_DAYS[0]} days'
          AND a.health <> 'broken' AND starts_with(d.path, $1)
        GROUP BY a.platform, span.days ORDER BY min(a.access_ends_at)`,
      [scopePath, now, ACCESS_WARNING_DAYS],
    );
  }
}
