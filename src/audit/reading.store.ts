import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { AuditEntry } from '../contract/audit.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import { LINE_COLUMNS } from './chain.store.js';

/** What is asked, with the scope of whoever asks. */
export interface Reading {
  /** Path of the place of whoever reads; null: everything, also what belongs to no place. */
  scopePath: string | null;
  from?: string | undefined;
  until?: string | undefined;
  placeId?: number | undefined;
  postId?: number | undefined;
  action?: string | undefined;
}

/** Where a page begins: newest first before an id, or oldest first after one. */
export type PageStart = { before: number | null } | { after: number };

/** Done by somebody of a place below `path`, or to an account, or a delivery to an account, that lies there. */
const concerns = (path: string) => `(
  pd.path LIKE ${path} || '%'
  OR EXISTS (SELECT FROM accounts a JOIN districts ad ON ad.id = a.district_id
              WHERE e.subject = 'account:' || a.id AND ad.path LIKE ${path} || '%')
  OR (e.subject LIKE 'delivery:%' AND EXISTS (
       SELECT FROM all_deliveries v JOIN accounts a ON a.id = v.account_id
         JOIN districts ad ON ad.id = a.district_id
        WHERE v.id = substring(e.subject FROM 10)::bigint AND ad.path LIKE ${path} || '%')))`;

const WANTED = `
  ($1::text IS NULL OR ${concerns('$1')})
  AND ($2::timestamptz IS NULL OR e.at >= $2)
  AND ($3::timestamptz IS NULL OR e.at < $3)
  AND ($4::int IS NULL OR ${concerns('(SELECT path FROM districts WHERE id = $4)')})
  AND ($5::int IS NULL OR e.subject = 'post:' || $5 OR (e.subject LIKE 'delivery:%' AND EXISTS (
       SELECT FROM all_deliveries v
        WHERE v.post_id = $5 AND v.id = substring(e.subject FROM 10)::bigint)))
  AND ($6::text IS NULL OR e.action = $6 OR e.action LIKE $6 || '.%')`;

@Injectable()
export class ReadingStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async page(reading: Reading, start: PageStart, limit: number): Promise<AuditEntry[]> {
    const isForward = 'after' in start;
    return rowsOf<AuditEntry>(
      this.dataSource,
      `SELECT ${LINE_COLUMNS}, p.name AS "personName", c.position, encode(c.hash, 'hex') AS hash
         FROM audit_events e
         LEFT JOIN people p ON p.id = e.person_id
         LEFT JOIN districts pd ON pd.id = p.place_id
         LEFT JOIN audit_chain c ON c.event_id = e.id
        WHERE ${WANTED} AND ($7::bigint IS NULL OR e.id ${isForward ? '>' : '<'} $7)
        ORDER BY e.id ${isForward ? 'ASC' : 'DESC'} LIMIT $8`,
      [
        reading.scopePath,
        reading.from ?? null,
        reading.until ?? null,
        reading.placeId ?? null,
        reading.postId ?? null,
        reading.action ?? null,
        isForward ? start.after : start.before,
        limit,
      ],
    );
  }
}
