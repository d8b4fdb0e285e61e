import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { PlatformName } from '../../contract/platforms.js';
import { rowsOf, type Executor } from '../../kernel/database/sql.js';

/** An account that its platform gave another lasting id. */
export interface AccountMove {
  platform: PlatformName;
  was: string;
  isNow: string;
}

/** The only SQL over the moves of accounts. */
@Injectable()
export class MovesStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** The account that holds an id now. */
  async holderOf(
    platform: PlatformName,
    remoteId: string,
    executor: Executor = this.dataSource,
  ): Promise<{ id: number; handle: string } | undefined> {
    const [holder] = await rowsOf<{ id: number; handle: string }>(
      executor,
      'SELECT id, handle FROM accounts WHERE platform = $1 AND remote_id = $2',
      [platform, remoteId],
    );
    return holder;
  }

  /** Answers the account's id; undefined where nobody holds the earlier id, or somebody the new one. */
  async move(
    executor: Executor,
    { platform, was, isNow }: AccountMove,
  ): Promise<number | undefined> {
    const [moved] = await rowsOf<{ id: number }>(
      executor,
      `WITH moved AS (
         UPDATE accounts a SET remote_id = $3
          WHERE platform = $1 AND remote_id = $2
            AND NOT EXISTS (SELECT FROM accounts o WHERE o.platform = $1 AND o.remote_id = $3)
         RETURNING id
       ), kept AS (
         INSERT INTO account_moves (account_id, was, is_now) SELECT id, $2, $3 FROM moved
       )
       SELECT id FROM moved`,
      [platform, was, isNow],
    );
    return moved?.id;
  }
}
