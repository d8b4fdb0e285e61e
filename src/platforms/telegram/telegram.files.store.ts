import { Injectable } from '@nestjs/common';
import { rowsOf, type Executor } from '../../kernel/database/sql.js';
import { WorkerDatabase } from '../../kernel/database/worker-database.js';
import { EventLog } from '../../kernel/log.js';
import type { FileKey, KeptFile, TelegramFiles } from './telegram.files.js';

/** How long an upload is waited for: the longest one, of 2,000 MB, may take longer; then a second one begins as well. */
const RESERVED_FOR_SECONDS = 300;

/**
 * Chosen here: Telegram names no end of an id. Old ones go when new ones come, and with them those of a bot that nobody uses
 * any more.
 */
const KEPT_FOR_DAYS = 90;

/** The only SQL over the table of files that bots have uploaded. */
@Injectable()
export class TelegramFilesStore implements TelegramFiles {
  private readonly log = new EventLog('telegram');

  /** The delivery path's own connections: an answer in hand waits for nobody's page, and for no statement without end. */
  constructor(private readonly database: WorkerDatabase) {}

  async find(botId: string, files: readonly FileKey[]): Promise<readonly KeptFile[]> {
    return rowsOf<KeptFile>(
      this.database,
      `SELECT sha256, kind, file_id AS "fileId" FROM telegram_files
        WHERE bot_id = $1 AND file_id IS NOT NULL AND kept_at > now() - make_interval(days => $4)
          AND (sha256, kind) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
      [botId, ...columnsOf(files), KEPT_FOR_DAYS],
    );
  }

  async reserve(botId: string, files: readonly FileKey[]): Promise<boolean> {
    return this.database.transaction(async (executor) => {
      // All of them or none: in one order, so that two albums do not wait for each other.
      const taken = await rowsOf<FileKey>(
        executor,
        `INSERT INTO telegram_files (bot_id, sha256, kind, reserved_until)
         SELECT DISTINCT $1::bigint, sha256, kind, now() + make_interval(secs => $4)
           FROM unnest($2::text[], $3::text[]) AS wanted(sha256, kind) ORDER BY sha256, kind
         ON CONFLICT (bot_id, sha256, kind) DO UPDATE SET reserved_until = EXCLUDED.reserved_until
          WHERE telegram_files.file_id IS NULL AND telegram_files.reserved_until < now()
             OR telegram_files.kept_at < now() - make_interval(days => $5)
         RETURNING sha256, kind`,
        [botId, ...columnsOf(files), RESERVED_FOR_SECONDS, KEPT_FOR_DAYS],
      );
      if (taken.length === differentOf(files)) return true;
      await deleteReserved(executor, botId, taken);
      return false;
    });
  }

  async release(botId: string, files: readonly FileKey[]): Promise<void> {
    await this.orLog('telegram_upload_not_released', () =>
      deleteReserved(this.database, botId, files),
    );
  }

  async keep(botId: string, files: readonly KeptFile[]): Promise<void> {
    if (files.length === 0) return;
    await this.orLog('telegram_file_not_kept', () =>
      rowsOf(
        this.database,
        `WITH old AS (
           DELETE FROM telegram_files WHERE kept_at < now() - make_interval(days => $5)
              AND (bot_id, sha256, kind) NOT IN (SELECT $1::bigint, * FROM unnest($2::text[], $3::text[]))
         )
         INSERT INTO telegram_files (bot_id, sha256, kind, file_id, kept_at)
         SELECT DISTINCT ON (sha256, kind) $1::bigint, sha256, kind, file_id, now()
           FROM unnest($2::text[], $3::text[], $4::text[]) AS sent(sha256, kind, file_id)
          ORDER BY sha256, kind
         ON CONFLICT (bot_id, sha256, kind) DO UPDATE
            SET file_id = EXCLUDED.file_id, kept_at = EXCLUDED.kept_at, reserved_until = NULL
          WHERE telegram_files.file_id IS NULL
             OR telegram_files.kept_at < now() - make_interval(days => $5)`,
        [botId, ...columnsOf(files), files.map(({ fileId }) => fileId), KEPT_FOR_DAYS],
      ),
    );
  }

  async forget(botId: string, files: readonly FileKey[]): Promise<void> {
    await this.orLog('telegram_file_not_forgotten', () =>
      rowsOf(
        this.database,
        `DELETE FROM telegram_files
          WHERE bot_id = $1 AND (sha256, kind) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
        [botId, ...columnsOf(files)],
      ),
    );
  }

  /** After the public request nothing here may hide its answer: a lost row costs an upload. */
  private async orLog(event: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.log.error(event, error);
    }
  }
}

async function deleteReserved(
  executor: Executor,
  botId: string,
  files: readonly FileKey[],
): Promise<void> {
  await rowsOf(
    executor,
    `DELETE FROM telegram_files
      WHERE bot_id = $1 AND file_id IS NULL
        AND (sha256, kind) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
    [botId, ...columnsOf(files)],
  );
}

function columnsOf(files: readonly FileKey[]): [string[], string[]] {
  return [files.map(({ sha256 }) => sha256), files.map(({ kind }) => kind)];
}

function differentOf(files: readonly FileKey[]): number {
  return new Set(files.map(({ sha256, kind }) => `${kind} ${sha256}`)).size;
}
