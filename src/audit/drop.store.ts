import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import type { ChainEnd } from './chain.store.js';

/** Drops the beginning of the record. The tables let nothing go that stands behind the newest checkpoint. */
@Injectable()
export class DropStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** The last place before the first line that is `keptFrom` or younger: everything up to it is old. */
  async lastOld(executor: Executor, keptFrom: Date): Promise<ChainEnd | undefined> {
    const [place] = await rowsOf<ChainEnd>(
      executor,
      `SELECT position, hash FROM audit_chain
        WHERE position < coalesce(
                (SELECT min(c.position) FROM audit_events e JOIN audit_chain c ON c.event_id = e.id
                  WHERE e.at >= $1),
                (SELECT max(position) FROM audit_chain))
          AND position > (SELECT coalesce(max(position), 0) FROM audit_checkpoints)
        ORDER BY position DESC LIMIT 1`,
      [keptFrom],
    );
    return place;
  }

  /** The line that attests it is the newest that tells of this position. */
  async setCheckpoint({ position, hash }: ChainEnd): Promise<void> {
    await rowsOf(
      this.dataSource,
      `INSERT INTO audit_checkpoints (position, hash, event_id)
       SELECT $1, $2, max(id) FROM audit_events
        WHERE action = 'audit.dropped' AND (details->>'throughPosition')::bigint = $1
        ON CONFLICT DO NOTHING`,
      [position, hash],
    );
  }

  /** Drops up to `limit` lines before the newest checkpoint; answers how many. */
  async dropOld(limit: number): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const old = await rowsOf<{ position: number }>(
        manager,
        `SELECT position FROM audit_chain
          WHERE position <= (SELECT max(position) FROM audit_checkpoints)
          ORDER BY position LIMIT $1`,
        [limit],
      );
      const last = old.at(-1)?.position ?? 0;
      await rowsOf(
        manager,
        `DELETE FROM audit_events e USING audit_chain c WHERE c.event_id = e.id AND c.position <= $1`,
        [last],
      );
      await rowsOf(manager, 'DELETE FROM audit_chain WHERE position <= $1', [last]);
      return old.length;
    });
  }
}
