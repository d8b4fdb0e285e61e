import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { AccountAbility } from '../contract/account-ability.js';
import type { AccountRight } from '../contract/account-health.js';
import type { AccountFilter, AccountView } from '../contract/accounts.js';
import type { PlatformName } from '../contract/platforms.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import { LISTING, toView, type AccountListing } from './account-listing.js';
import type { Account } from './account.entity.js';
import type { KnownAccount, PlannedAccount } from './import-accounts.js';

/** An account that a post goes to. */
export interface AccountTarget {
  accountId: number;
  districtId: number;
  platform: PlatformName;
}

/** An account that can't do something that some posts ask for, as of its last check. */
export interface LackingAccount extends Pick<AccountTarget, 'districtId' | 'platform'> {
  lacks: readonly (AccountAbility | AccountRight)[];
}

/** Which accounts a post goes to: everything at or below `districtIds`, without `exceptIds` and what is below those. */
export interface TargetChoice {
  districtIds: readonly number[];
  exceptIds: readonly number[];
  platforms: readonly PlatformName[];
  /** Nothing outside this subtree is chosen, whatever the ids say. */
  scopePath: string;
}

// Any number that nothing else in the product locks with.
const IMPORT_LOCK = 7_310_003;

/** The only SQL over the table of accounts. Places are joined for their paths and names, never written. */
@Injectable()
export class AccountsStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** One import at a time: a second one waits here and then sees what the first one made. */
  async inImport<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await rowsOf(manager, 'SELECT pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
      return work(manager);
    });
  }

  /** Those of the named accounts that exist, without their credentials. */
  async findKnown(
    executor: Executor,
    names: readonly Pick<Account, 'platform' | 'remoteId'>[],
  ): Promise<KnownAccount[]> {
    return rowsOf<KnownAccount>(
      executor,
      `SELECT a.id, a.district_id AS "districtId", d.code AS "districtCode", a.platform, a.handle,
              a.remote_id AS "remoteId", a.is_verified AS "isVerified", a.audience,
              NULL AS credentials
         FROM accounts a
         JOIN districts d ON d.id = a.district_id
         JOIN unnest($1::text[], $2::text[]) AS named(platform, remote_id)
           ON named.platform = a.platform AND named.remote_id = a.remote_id`,
      [names.map(({ platform }) => platform), names.map(({ remoteId }) => remoteId)],
    );
  }

  /** Takes `count` ids out of the sequence, because a seal is bound to its account's id. */
  async reserveIds(executor: Executor, count: number): Promise<number[]> {
    const rows = await rowsOf<{ id: number }>(
      executor,
      `SELECT nextval(pg_get_serial_sequence('accounts', 'id'))::int AS id
         FROM generate_series(1, $1::int)`,
      [count],
    );
    return rows.map(({ id }) => id);
  }

  async insert(
    executor: Executor,
    accounts: readonly (PlannedAccount & { id: number })[],
  ): Promise<void> {
    await rowsOf(
      executor,
      `INSERT INTO accounts (id, district_id, platform, handle, remote_id, is_verified, audience)
       OVERRIDING SYSTEM VALUE
       SELECT * FROM unnest($1::int[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bool[],
                            $7::int[])`,
      [
        accounts.map(({ id }) => id),
        accounts.map(({ districtId }) => districtId),
        accounts.map(({ platform }) => platform),
        accounts.map(({ handle }) => handle),
        accounts.map(({ remoteId }) => remoteId),
        accounts.map(({ isVerified }) => isVerified),
        accounts.map(({ audience }) => audience),
      ],
    );
  }

  /** An account with new credentials has to be checked anew. */
  async update(
    executor: Executor,
    accounts: readonly (PlannedAccount & { id: number })[],
  ): Promise<void> {
    await rowsOf(
      executor,
      `UPDATE accounts SET handle = changed.handle, is_verified = changed.is_verified,
              audience = changed.audience,
              health = CASE WHEN is_resealed THEN 'unchecked' ELSE health END,
              health_detail = CASE WHEN is_resealed THEN NULL ELSE health_detail END,
              trouble = CASE WHEN is_resealed THEN NULL ELSE trouble END,
              access_ends_at = CASE WHEN is_resealed THEN NULL ELSE access_ends_at END,
              rights_missing = CASE WHEN is_resealed THEN '{}' ELSE rights_missing END,
              abilities_missing = CASE WHEN is_resealed THEN '{}' ELSE abilities_missing END
         FROM unnest($1::int[], $2::text[], $3::bool[], $4::int[], $5::bool[])
           AS changed(id, handle, is_verified, audience, is_resealed)
        WHERE accounts.id = changed.id`,
      [
        accounts.map(({ id }) => id),
        accounts.map(({ handle }) => handle),
        accounts.map(({ isVerified }) => isVerified),
        accounts.map(({ audience }) => audience),
        accounts.map(({ credentials }) => credentials !== null),
      ],
    );
  }

  /** Right after a large import the planner would take the tables for small ones. */
  async analyze(executor: Executor): Promise<void> {
    await rowsOf(executor, 'ANALYZE accounts, account_credentials');
  }

  async list(scopePath: string, filter: AccountFilter, now: Date): Promise<AccountView[]> {
    const accounts = await rowsOf<AccountListing>(
      this.dataSource,
      `${LISTING}
        WHERE starts_with(d.path, $1)
          AND ($2::text IS NULL OR a.platform = $2)
          AND ($3::int IS NULL OR starts_with(d.path, (SELECT path FROM districts WHERE id = $3)))
        ORDER BY d.name_en, d.id, a.platform, a.id`,
      [scopePath, filter.platform ?? null, filter.districtId ?? null],
    );
    return accounts.map((account) => toView(account, now));
  }

  /** Those of the accounts that lack any of these. */
  async lacking(
    accountIds: readonly number[],
    lacks: readonly LackingAccount['lacks'][number][],
  ): Promise<LackingAccount[]> {
    return rowsOf<LackingAccount>(
      this.dataSource,
      `SELECT district_id AS "districtId", platform, rights_missing || abilities_missing AS lacks
         FROM accounts WHERE id = ANY($1) AND (rights_missing || abilities_missing) && $2::text[]
        ORDER BY id`,
      [accountIds, lacks],
    );
  }

  async targetsIn(choice: TargetChoice): Promise<AccountTarget[]> {
    return rowsOf<AccountTarget>(this.dataSource, TARGETS, [
      choice.districtIds,
      choice.exceptIds,
      choice.platforms,
      choice.scopePath,
    ]);
  }
}

/** A subtree is a range of the index on paths: everything from `/1/7/` up to `/1/70`, since '0' follows '/'. */
const subtrees = (ids: string): string => `
  SELECT d.id FROM districts top
    JOIN districts d ON d.path ~>=~ top.path AND d.path ~<~ (left(top.path, -1) || '0')
   WHERE top.id = ANY(${ids}) AND starts_with(d.path, $4)`;

const TARGETS = `
  WITH chosen AS (${subtrees('$1::int[]')} EXCEPT ${subtrees('$2::int[]')})
  SELECT a.id AS "accountId", a.district_id AS "districtId", a.platform
    FROM accounts a JOIN chosen ON chosen.id = a.district_id
   WHERE a.platform = ANY($3)
   ORDER BY a.id`;
