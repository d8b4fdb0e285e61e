import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { AttendedAccount, MissingAccount } from '../../contract/accounts.js';
import type { PlatformName } from '../../contract/platforms.js';
import { rowsOf } from '../../kernel/database/sql.js';
import { isWarnedAt, LISTING_COLUMNS, toView, type AccountListing } from '../account-listing.js';
import { KEEPER_OF_PLACE, type Kept } from './keeper-sql.js';

/** One cell of the coverage: a subtree and a platform. */
export interface Cell {
  path: string;
  platform: PlatformName;
}

/** What is behind a cell, with whom to ask. Reads only. */
@Injectable()
export class AttentionStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The worst first. */
  async accounts(
    { path, platform }: Cell,
    { now, limit }: { now: Date; limit: number },
  ): Promise<{ accounts: AttendedAccount[]; inAll: number }> {
    const rows = await rowsOf<AccountListing & Kept & { inAll: number }>(
      this.dataSource,
      `SELECT ${LISTING_COLUMNS}, kept.keeper, "inAll"
         FROM (SELECT a.*, count(*) OVER ()::int AS "inAll"
                 FROM accounts a JOIN districts d ON d.id = a.district_id
                WHERE starts_with(d.path, $1) AND a.platform = $2
                ORDER BY CASE WHEN a.health = 'broken' THEN 0 WHEN ${isWarnedAt('$3')} THEN 1
                              WHEN a.health = 'unchecked' THEN 2 ELSE 3 END,
                         d.name_en, a.id
                LIMIT $4) a
         JOIN districts d ON d.id = a.district_id ${KEEPER_OF_PLACE}
        ORDER BY CASE WHEN a.health = 'broken' THEN 0 WHEN ${isWarnedAt('$3')} THEN 1
                      WHEN a.health = 'unchecked' THEN 2 ELSE 3 END,
                 d.name_en, a.id`,
      [path, platform, now, limit],
    );
    const accounts = rows.map(({ keeper, inAll: _, ...listing }) => ({
      ...toView(listing, now),
      keeper,
    }));
    return { accounts, inAll: rows[0]?.inAll ?? 0 };
  }

  /** Districts that have no account on the platform. */
  async missing(
    { path, platform }: Cell,
    limit: number,
  ): Promise<{ places: MissingAccount[]; inAll: number }> {
    const rows = await rowsOf<MissingAccount & { inAll: number }>(
      this.dataSource,
      `SELECT d.id AS "placeId", d.name_en AS "nameEn", d.name_hi AS "nameHi", kept.keeper, "inAll"
         FROM (SELECT d.*, count(*) OVER ()::int AS "inAll" FROM districts d
                WHERE starts_with(d.path, $1) AND d.kind = 'district'
                  AND NOT EXISTS (SELECT FROM accounts a
                                   WHERE a.district_id = d.id AND a.platform = $2)
                ORDER BY d.name_en, d.id LIMIT $3) d
         ${KEEPER_OF_PLACE}
        ORDER BY d.name_en, d.id`,
      [path, platform, limit],
    );
    return { places: rows.map(({ inAll: _, ...place }) => place), inAll: rows[0]?.inAll ?? 0 };
  }
}
