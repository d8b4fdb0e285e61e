import type { DataSource } from 'typeorm';
import { rowsOf } from '../../../src/kernel/database/sql.js';
import type { AttemptRow, DeliveryRow, Table } from './table.js';

/** All rows of the delivery path, in one order. */
export interface Rows {
  deliveries: DeliveryRow[];
  attempts: AttemptRow[];
}

export function rowsInMemory(table: Table): Rows {
  return {
    deliveries: table.deliveries,
    attempts: table.attempts.toSorted((a, b) => a.deliveryId - b.deliveryId || a.epoch - b.epoch),
  };
}

export async function rowsInDatabase(dataSource: DataSource): Promise<Rows> {
  const deliveries = await rowsOf<DeliveryRow>(
    dataSource,
    `SELECT d.id, post_id AS "postId", account_id AS "accountId", epoch, state::text, attempts, crashes,
            extract(epoch FROM due_at)::float8 * 1000 AS "dueAtMs",
            extract(epoch FROM wake_at)::float8 * 1000 AS "wakeAtMs",
            extract(epoch FROM intent_at)::float8 * 1000 AS "intentAtMs",
            p.progress ->> 'postId' AS "draftId"
     FROM deliveries d LEFT JOIN delivery_progress p ON p.delivery_id = d.id ORDER BY d.id`,
  );
  const attempts = await rowsOf<AttemptRow>(
    dataSource,
    `SELECT delivery_id AS "deliveryId", epoch, extract(epoch FROM intent_at)::float8 * 1000 AS "intentAtMs",
            outcome, cause, detail IS NOT NULL AS "hasDetail", looks,
            remote_id AS "remoteId", person_id IS NOT NULL AS "isPersons"
     FROM attempts ORDER BY delivery_id, epoch`,
  );
  return { deliveries, attempts };
}
