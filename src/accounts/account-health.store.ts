import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { AccountAbility } from '../contract/account-ability.js';
import type { AccountRight, AccountTrouble, HealthChange } from '../contract/account-health.js';
import type { AccountView } from '../contract/accounts.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import { LISTING, toView, type AccountListing } from './account-listing.js';

/** What is known of an account after the platform was asked, or refused a post. */
export type JudgedHealth = { at: Date } & (
  | { health: 'broken'; trouble: AccountTrouble; detail: string }
  | {
      health: 'healthy';
      handle: string;
      /** Null leaves what was known. */
      isVerified: boolean | null;
      audience: number | null;
      accessEndsAt: Date | null;
      rightsMissing: readonly AccountRight[];
      abilitiesMissing: readonly AccountAbility[];
      noRoomUntil: Date | null;
    }
);

/** The only SQL that changes an account's health. Its turns are written down by the database itself. */
@Injectable()
export class AccountHealthStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async save(executor: Executor | undefined, id: number, judged: JudgedHealth): Promise<void> {
    const at = executor ?? this.dataSource;
    if (judged.health === 'broken') {
      await rowsOf(at, BROKEN, [id, judged.at, judged.trouble, judged.detail]);
      return;
    }
    await rowsOf(at, HEALTHY, [
      id,
      judged.at,
      judged.handle,
      judged.isVerified,
      judged.audience,
      judged.accessEndsAt,
      judged.rightsMissing,
      judged.noRoomUntil,
      judged.abilitiesMissing,
    ]);
  }

  /** Answers undefined also for an account outside `scopePath`: nobody learns that it exists. */
  async findView(id: number, scopePath: string, now: Date): Promise<AccountView | undefined> {
    const [account] = await rowsOf<AccountListing>(
      this.dataSource,
      `${LISTING} WHERE a.id = $1 AND starts_with(d.path, $2)`,
      [id, scopePath],
    );
    return account && toView(account, now);
  }

  /** The last turns of an account's health, the newest first. */
  async changesOf(id: number, limit: number): Promise<HealthChange[]> {
    const changes = await rowsOf<Omit<HealthChange, 'at'> & { at: Date }>(
      this.dataSource,
      `SELECT at, was, health, trouble, detail FROM account_health_changes
        WHERE account_id = $1 ORDER BY id DESC LIMIT $2`,
      [id, limit],
    );
    return changes.map(({ at, ...change }) => ({ at: at.toISOString(), ...change }));
  }
}

const BROKEN = `
  UPDATE accounts SET health = 'broken', checked_at = $2, trouble = $3, health_detail = $4
   WHERE id = $1`;

const HEALTHY = `
  UPDATE accounts SET health = 'healthy', checked_at = $2, trouble = NULL, health_detail = NULL,
         handle = $3, is_verified = coalesce($4, is_verified), audience = coalesce($5, audience),
         access_ends_at = $6, rights_missing = $7, no_room_until = $8,
         abilities_missing = $9
   WHERE id = $1`;
