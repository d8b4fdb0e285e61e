import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { FoundAccountView } from '../contract/found-accounts.js';
import type { PlatformName } from '../contract/platforms.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import type { AccountNews } from '../platforms/index.js';

/** More wait than anybody goes through at once; the next ones show when these have gone. */
const SHOWN_AT_ONCE = 200;

type FoundAccountRow = Omit<FoundAccountView, 'changedAt'> & { changedAt: Date };

/** One of our readers on a platform, and which account's credentials it reads with. */
export interface Reader {
  platform: PlatformName;
  reader: string;
  accountId: number;
}

/** The only SQL over the tables of found accounts and of who reads their news. */
@Injectable()
export class FoundAccountsStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Every account of a platform, by id; those with whose credentials news has been read come first. */
  async accountIdsOn(platform: PlatformName): Promise<number[]> {
    const rows = await rowsOf<{ id: number }>(
      this.dataSource,
      `SELECT a.id FROM accounts a WHERE a.platform = $1
        ORDER BY NOT EXISTS (SELECT FROM account_readers r WHERE r.account_id = a.id), a.id`,
      [platform],
    );
    return rows.map(({ id }) => id);
  }

  /** A reader keeps its place in the news when it reads with another account's credentials. */
  async saveReaders(readers: readonly Reader[]): Promise<void> {
    await rowsOf(
      this.dataSource,
      `INSERT INTO account_readers (platform, reader, account_id)
       SELECT * FROM unnest($1::text[], $2::text[], $3::int[])
       ON CONFLICT (platform, reader) DO UPDATE SET account_id = EXCLUDED.account_id`,
      [
        readers.map(({ platform }) => platform),
        readers.map(({ reader }) => reader),
        readers.map(({ accountId }) => accountId),
      ],
    );
  }

  async cursorOf({ platform, reader }: Reader): Promise<string | null> {
    const [row] = await rowsOf<{ cursor: string | null }>(
      this.dataSource,
      'SELECT cursor FROM account_readers WHERE platform = $1 AND reader = $2',
      [platform, reader],
    );
    return row?.cursor ?? null;
  }

  async saveCursor(
    executor: Executor,
    { platform, reader }: Reader,
    cursor: string | null,
  ): Promise<void> {
    await rowsOf(
      executor,
      `UPDATE account_readers SET cursor = $3
        WHERE platform = $1 AND reader = $2 AND cursor IS DISTINCT FROM $3`,
      [platform, reader, cursor],
    );
  }

  /** The account that holds this id already. */
  async accountIdOf(platform: PlatformName, remoteId: string): Promise<number | undefined> {
    const [row] = await rowsOf<{ id: number }>(
      this.dataSource,
      'SELECT id FROM accounts WHERE platform = $1 AND remote_id = $2',
      [platform, remoteId],
    );
    return row?.id;
  }

  /** One that was ignored stays ignored. */
  async save(executor: Executor, { platform, reader }: Reader, news: AccountNews): Promise<void> {
    await rowsOf(
      executor,
      `INSERT INTO found_accounts (platform, remote_id, reader, handle, title, type, may_publish, rights, changed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (platform, remote_id, reader) DO UPDATE
          SET handle = EXCLUDED.handle, title = EXCLUDED.title, type = EXCLUDED.type,
              may_publish = EXCLUDED.may_publish, rights = EXCLUDED.rights, changed_at = EXCLUDED.changed_at`,
      [
        platform,
        news.remoteId,
        reader,
        news.handle,
        news.title,
        news.type,
        news.standing === 'publishing',
        news.rights,
        news.changedAt,
      ],
    );
  }

  /** One that was ignored is kept without its rights, so that it is not shown when it comes again. */
  async remove(executor: Executor, { platform, reader }: Reader, remoteId: string): Promise<void> {
    const gone = [platform, reader, remoteId];
    const which = 'platform = $1 AND reader = $2 AND remote_id = $3';
    await rowsOf(
      executor,
      `UPDATE found_accounts SET may_publish = false, rights = '{}'
        WHERE ${which} AND ignored_at IS NOT NULL`,
      gone,
    );
    await rowsOf(
      executor,
      `DELETE FROM found_accounts WHERE ${which} AND ignored_at IS NULL`,
      gone,
    );
  }

  /** Those that wait for a person, the latest first. Ignored is an account, whichever reader sees it. */
  async waiting(): Promise<FoundAccountView[]> {
    const rows = await rowsOf<FoundAccountRow>(
      this.dataSource,
      `${FOUND}
        WHERE NOT EXISTS (SELECT FROM found_accounts i
                           WHERE i.platform = f.platform AND i.remote_id = f.remote_id
                             AND i.ignored_at IS NOT NULL)
          AND NOT EXISTS (SELECT FROM accounts a WHERE a.platform = f.platform AND a.remote_id = f.remote_id)
        ORDER BY f.changed_at DESC, f.id DESC LIMIT $1`,
      [SHOWN_AT_ONCE],
    );
    return rows.map(toView);
  }

  /** Those that somebody ignored, the latest first; each once, whichever readers see it. */
  async ignored(): Promise<FoundAccountView[]> {
    const rows = await rowsOf<FoundAccountRow>(
      this.dataSource,
      `SELECT * FROM (
         SELECT DISTINCT ON (platform, "remoteId") * FROM (${FOUND} WHERE f.ignored_at IS NOT NULL) AS ignored
          ORDER BY platform, "remoteId", id DESC) AS each_once
        ORDER BY id DESC LIMIT $1`,
      [SHOWN_AT_ONCE],
    );
    return rows.map(toView);
  }

  /** With the account whose credentials see it; undefined where there is no such row, or nobody sees it any more. */
  async findWithReader(
    executor: Executor,
    id: number,
  ): Promise<(Omit<FoundAccountView, 'changedAt'> & { accountId: number }) | undefined> {
    const [row] = await rowsOf<FoundAccountRow & { accountId: number }>(
      executor,
      `SELECT found.*, r.account_id AS "accountId" FROM (${FOUND}) AS found
         JOIN account_readers r ON r.platform = found.platform AND r.reader = found.reader
        WHERE found.id = $1`,
      [id],
    );
    return row;
  }

  async removeFound(executor: Executor, platform: PlatformName, remoteId: string): Promise<void> {
    await rowsOf(executor, 'DELETE FROM found_accounts WHERE platform = $1 AND remote_id = $2', [
      platform,
      remoteId,
    ]);
  }

  /** Answers whether this changed anything. */
  async ignore(executor: Executor, id: number, at: Date): Promise<boolean> {
    const rows = await rowsOf(
      executor,
      'UPDATE found_accounts SET ignored_at = $2 WHERE id = $1 AND ignored_at IS NULL RETURNING id',
      [id, at],
    );
    return rows.length > 0;
  }

  /** Whichever reader's row it was that was ignored. Answers whether this changed anything. */
  async unignore(executor: Executor, id: number): Promise<boolean> {
    const rows = await rowsOf(
      executor,
      `UPDATE found_accounts f SET ignored_at = NULL FROM found_accounts named
        WHERE named.id = $1 AND f.platform = named.platform AND f.remote_id = named.remote_id
          AND f.ignored_at IS NOT NULL
       RETURNING f.id`,
      [id],
    );
    return rows.length > 0;
  }

  async isThere(executor: Executor, id: number): Promise<boolean> {
    const rows = await rowsOf(executor, 'SELECT FROM found_accounts WHERE id = $1', [id]);
    return rows.length > 0;
  }
}

function toView(row: FoundAccountRow): FoundAccountView {
  return { ...row, changedAt: row.changedAt.toISOString() };
}

const FOUND = `
  SELECT f.id, f.platform, f.remote_id AS "remoteId", f.handle, f.title, f.type,
         f.may_publish AS "mayPublish", f.rights, f.reader, f.changed_at AS "changedAt"
    FROM found_accounts f`;
