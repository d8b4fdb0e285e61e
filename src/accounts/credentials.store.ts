import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { PlatformName } from '../contract/platforms.js';
import type { Sealed } from '../kernel/cipher.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';

/** A seal and the account that it belongs to. */
export interface StoredSeal extends Sealed {
  accountId: number;
}

/** An account's seal, null where none is stored, and what a request to its platform names. */
export interface SealedAccount {
  accountId: number;
  platform: PlatformName;
  handle: string;
  remoteId: string;
  seal: Sealed | null;
}

type SealedAccountRow = Omit<SealedAccount, 'seal'> &
  (Sealed | { keyId: null; wrappedKey: null; body: null });

/** The only SQL over the table of sealed credentials. Nothing in here can open one. */
@Injectable()
export class CredentialsStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async find(accountIds: readonly number[], executor?: Executor): Promise<SealedAccount[]> {
    const rows = await rowsOf<SealedAccountRow>(
      executor ?? this.dataSource,
      `SELECT a.id AS "accountId", a.platform, a.handle, a.remote_id AS "remoteId",
              c.key_id AS "keyId", c.wrapped_key AS "wrappedKey", c.body
         FROM accounts a LEFT JOIN account_credentials c ON c.account_id = a.id
        WHERE a.id = ANY($1)`,
      [accountIds],
    );
    return rows.map(({ accountId, platform, handle, remoteId, ...seal }) => ({
      accountId,
      platform,
      handle,
      remoteId,
      seal: seal.keyId === null ? null : seal,
    }));
  }

  /** Stores each seal in place of the one before it. */
  async save(executor: Executor, seals: readonly StoredSeal[], sealedAt: Date): Promise<void> {
    await rowsOf(
      executor,
      `INSERT INTO account_credentials (account_id, key_id, wrapped_key, body, sealed_at)
       SELECT account_id, key_id, wrapped_key, body, $5::timestamptz
         FROM unnest($1::int[], $2::text[], $3::bytea[], $4::bytea[])
           AS seal(account_id, key_id, wrapped_key, body)
       ON CONFLICT (account_id) DO UPDATE SET key_id = EXCLUDED.key_id,
         wrapped_key = EXCLUDED.wrapped_key, body = EXCLUDED.body, sealed_at = EXCLUDED.sealed_at`,
      [
        seals.map(({ accountId }) => accountId),
        seals.map(({ keyId }) => keyId),
        seals.map(({ wrappedKey }) => wrappedKey),
        seals.map(({ body }) => body),
        sealedAt,
      ],
    );
  }

  async inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Up to `limit` seals of other keys after `afterId`, locked until the transaction ends. */
  async lockNotUnder(
    executor: Executor,
    { keyId, afterId, limit }: SealPage,
  ): Promise<StoredSeal[]> {
    return rowsOf<StoredSeal>(
      executor,
      `SELECT account_id AS "accountId", key_id AS "keyId", wrapped_key AS "wrappedKey", body
         FROM account_credentials
        WHERE key_id <> $1 AND account_id > $2
        ORDER BY account_id LIMIT $3 FOR UPDATE`,
      [keyId, afterId, limit],
    );
  }
}

/** One batch of the walk through seals that another key than `keyId` wrapped. */
export interface SealPage {
  keyId: string;
  afterId: number;
  limit: number;
}
