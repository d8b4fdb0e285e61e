import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { PlatformName } from '../../contract/platforms.js';
import { rowsOf, type Executor } from '../../kernel/database/sql.js';

/** One account as the legal cell names it to others. */
export interface RegisteredAccount {
  id: number;
  districtCode: string;
  districtNameEn: string;
  districtNameHi: string;
  path: string;
  platform: PlatformName;
  handle: string;
  remoteId: string;
  isVerified: boolean;
  verifiedSinceAt: Date | null;
  checkedAt: Date | null;
}

/** A district that lacks an account on a platform. */
export interface Gap {
  districtCode: string;
  platform: PlatformName;
}

/** Reads whole lists of accounts, page by page. */
@Injectable()
export class RegistryStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** The next accounts at or below `scopePath`, place by place. */
  async page(
    scopePath: string,
    after: { path: string; id: number },
    limit: number,
  ): Promise<RegisteredAccount[]> {
    return rowsOf<RegisteredAccount>(
      this.dataSource,
      `SELECT a.id, d.code AS "districtCode", d.name_en AS "districtNameEn",
              d.name_hi AS "districtNameHi", d.path, a.platform, a.handle, a.remote_id AS "remoteId",
              a.is_verified AS "isVerified", a.verified_since_at AS "verifiedSinceAt",
              a.checked_at AS "checkedAt"
         FROM accounts a JOIN districts d ON d.id = a.district_id
        WHERE starts_with(d.path, $1) AND d.path ~>=~ $2
          AND (d.path ~>~ $2 OR (d.path = $2 AND a.id > $3))
        ORDER BY d.path USING ~<~, a.id LIMIT $4`,
      [scopePath, after.path, after.id, limit],
    );
  }

  /** Districts at or below `scopePath` and the platforms on which they have no account. */
  async gaps(scopePath: string, platforms: readonly PlatformName[], limit: number): Promise<Gap[]> {
    return rowsOf<Gap>(
      this.dataSource,
      `SELECT d.code AS "districtCode", wanted.platform
         FROM districts d CROSS JOIN unnest($2::text[]) WITH ORDINALITY AS wanted(platform, nth)
        WHERE starts_with(d.path, $1) AND d.kind = 'district'
          AND NOT EXISTS (SELECT FROM accounts a
                           WHERE a.district_id = d.id AND a.platform = wanted.platform)
        ORDER BY d.name_en, d.id, wanted.nth LIMIT $3`,
      [scopePath, platforms, limit],
    );
  }
}
