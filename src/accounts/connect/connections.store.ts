import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { PlatformName } from '../../contract/platforms.js';
import { rowsOf, type Executor } from '../../kernel/database/sql.js';

/** Somebody who is on a platform's page right now. */
export interface OpenConnection {
  stateHash: Buffer;
  browserHash: Buffer;
  personId: number;
  platform: PlatformName;
  districtId: number;
  accountId: number | null;
  codeVerifier: string;
  expiresAt: Date;
}

/** An account as its platform names it. */
export interface ConnectedAccount {
  platform: PlatformName;
  districtId: number;
  handle: string;
  remoteId: string;
}

/** The only SQL over connections that are being made. */
@Injectable()
export class ConnectionsStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Opens one, and clears away those that have ended. */
  async open(connection: OpenConnection, now: Date): Promise<void> {
    await rowsOf(this.dataSource, 'DELETE FROM account_connections WHERE expires_at <= $1', [now]);
    await rowsOf(
      this.dataSource,
      `INSERT INTO account_connections (state_hash, browser_hash, person_id, platform, district_id,
                                        account_id, code_verifier, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        connection.stateHash,
        connection.browserHash,
        connection.personId,
        connection.platform,
        connection.districtId,
        connection.accountId,
        connection.codeVerifier,
        connection.expiresAt,
      ],
    );
  }

  /** Takes it away: it can be finished once. */
  async take(stateHash: Buffer, now: Date): Promise<OpenConnection | undefined> {
    const [taken] = await rowsOf<OpenConnection>(
      this.dataSource,
      `DELETE FROM account_connections WHERE state_hash = $1 AND expires_at > $2
       RETURNING state_hash AS "stateHash", browser_hash AS "browserHash", person_id AS "personId",
                 platform, district_id AS "districtId", account_id AS "accountId",
                 code_verifier AS "codeVerifier", expires_at AS "expiresAt"`,
      [stateHash, now],
    );
    return taken;
  }

  /** Finds the account by its lasting id or makes it; undefined when it belongs to another place. Locked either way. */
  async findOrAdd(executor: Executor, account: ConnectedAccount): Promise<number | undefined> {
    const [row] = await rowsOf<{ id: number }>(
      executor,
      `INSERT INTO accounts (platform, district_id, handle, remote_id, is_verified)
       VALUES ($1, $2, $3, $4, false)
       ON CONFLICT (platform, remote_id) DO UPDATE SET handle = EXCLUDED.handle
        WHERE accounts.district_id = EXCLUDED.district_id
       RETURNING id`,
      [account.platform, account.districtId, account.handle, account.remoteId],
    );
    return row?.id;
  }
}
