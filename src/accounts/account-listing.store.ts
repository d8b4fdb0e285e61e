import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rowsOf } from '../kernel/database/sql.js';
import type { Account } from './account.entity.js';
import { accountKey } from './import-accounts.js';

type AccountName = Pick<Account, 'platform' | 'remoteId'>;

/** What a listing of accounts has to know of those that exist, and of the places that they are matched to. */
@Injectable()
export class AccountListingStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** By `accountKey`; an account that nobody has imported is absent. */
  async districtsOf(names: readonly AccountName[]): Promise<Map<string, number>> {
    const rows = await rowsOf<AccountName & { districtId: number }>(
      this.dataSource,
      `SELECT a.platform, a.remote_id AS "remoteId", a.district_id AS "districtId"
         FROM accounts a
         JOIN unnest($1::text[], $2::text[]) AS named(platform, remote_id)
           ON named.platform = a.platform AND named.remote_id = a.remote_id`,
      [names.map(({ platform }) => platform), names.map(({ remoteId }) => remoteId)],
    );
    return new Map(rows.map((row) => [accountKey(row), row.districtId]));
  }

  /** Codes of places by their ids; a place that does not exist is absent. */
  async codesOf(districtIds: readonly number[]): Promise<Map<number, string>> {
    const rows = await rowsOf<{ id: number; code: string }>(
      this.dataSource,
      'SELECT id, code FROM districts WHERE id = ANY($1::int[])',
      [districtIds],
    );
    return new Map(rows.map(({ id, code }) => [id, code]));
  }
}
