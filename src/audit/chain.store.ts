import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import { BEFORE_THE_FIRST, type AuditLine, type ChainedLine } from './audit-line.js';

/** The end of the chain, or of a part of it. */
export interface ChainEnd {
  /** 0 before the first line. */
  position: number;
  hash: Buffer;
}

/** A place in the chain; its line is null where the record has none of that id. */
export interface ChainPlace extends ChainEnd {
  eventId: number;
  line: AuditLine | null;
}

export interface Checkpoint extends ChainEnd {
  eventId: number;
}

/** Reads as `AuditLine`, of a row `e` of audit_events. */
export const LINE_COLUMNS = `
  e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
  e.person_id AS "personId", e.session_id AS "sessionId", e.device, e.action, e.subject, e.details`;

@Injectable()
export class ChainStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Where the next line goes on: after the last one, or after what was dropped. */
  async end(executor: Executor = this.dataSource): Promise<ChainEnd> {
    const [last] = await rowsOf<ChainEnd>(
      executor,
      'SELECT position, hash FROM audit_chain ORDER BY position DESC LIMIT 1',
    );
    return last ?? (await this.checkpoint(executor)) ?? { position: 0, hash: BEFORE_THE_FIRST };
  }

  /** The newest one: everything up to it was dropped. */
  async checkpoint(executor: Executor = this.dataSource): Promise<Checkpoint | undefined> {
    const [newest] = await rowsOf<Checkpoint>(
      executor,
      'SELECT position, hash, event_id AS "eventId" FROM audit_checkpoints ORDER BY position DESC LIMIT 1',
    );
    return newest;
  }

  /** Committed lines that wait to be chained, oldest first. */
  async waiting(executor: Executor, limit: number): Promise<AuditLine[]> {
    return rowsOf<AuditLine>(
      executor,
      `SELECT ${LINE_COLUMNS} FROM audit_unchained u JOIN audit_events e ON e.id = u.event_id
        ORDER BY e.id LIMIT $1`,
      [limit],
    );
  }

  async append(executor: Executor, lines: readonly ChainedLine[]): Promise<void> {
    await rowsOf(
      executor,
      `INSERT INTO audit_chain (position, event_id, hash)
       SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])`,
      [
        lines.map(({ position }) => position),
        lines.map(({ id }) => id),
        lines.map(({ hash }) => hash),
      ],
    );
    await rowsOf(executor, 'DELETE FROM audit_unchained WHERE event_id = ANY($1::bigint[])', [
      lines.map(({ id }) => id),
    ]);
  }

  /** Places after `position`, in order. */
  async places(position: number, limit: number): Promise<ChainPlace[]> {
    const rows = await rowsOf<PlaceRow>(
      this.dataSource,
      `SELECT c.position, c.hash, c.event_id AS "eventId", ${LINE_COLUMNS}
         FROM audit_chain c LEFT JOIN audit_events e ON e.id = c.event_id
        WHERE c.position > $1 ORDER BY c.position LIMIT $2`,
      [position, limit],
    );
    return rows.map(({ position: at, hash, eventId, id, ...line }) => {
      return { position: at, hash, eventId, line: id === null ? null : { id, ...line } };
    });
  }

  /** Lines that are neither in the chain nor wait for it: nobody wrote them through the product. */
  async strangers(limit: number): Promise<number[]> {
    const rows = await rowsOf<{ id: number }>(
      this.dataSource,
      `SELECT e.id FROM audit_events e
        WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.event_id = e.id)
          AND NOT EXISTS (SELECT FROM audit_unchained u WHERE u.event_id = e.id)
        ORDER BY e.id LIMIT $1`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  /** The tail that is not chained yet: how many lines, since when, and ids of which there is no line. */
  async tail(): Promise<{ lines: number; oldestAt: Date | null; lost: number[] }> {
    const [tail] = await rowsOf<{ lines: number; oldestAt: Date | null; lost: number[] | null }>(
      this.dataSource,
      `SELECT count(*) AS lines, min(e.at) AS "oldestAt",
              json_agg(u.event_id) FILTER (WHERE e.id IS NULL) AS lost
         FROM audit_unchained u LEFT JOIN audit_events e ON e.id = u.event_id`,
    );
    return { lines: tail?.lines ?? 0, oldestAt: tail?.oldestAt ?? null, lost: tail?.lost ?? [] };
  }
}

interface PlaceRow extends ChainEnd, Omit<AuditLine, 'id'> {
  eventId: number;
  id: number | null;
}
