import { Injectable } from '@nestjs/common';
import type { OrderKind } from '../contract/held-orders.js';
import type { Role } from '../contract/session.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';

export interface HeldOrderRow {
  id: number;
  state: 'waiting' | 'confirmed' | 'refused' | 'superseded';
  subjectId: number;
  content: Buffer;
  sha256: Buffer;
  accounts: number;
  orderedById: number;
  orderedBy: string;
  /** Whose access has ended orders nothing any more. */
  isOrdererActive: boolean;
  orderedAt: Date;
  confirmers: string[];
}

export interface NewHeldOrder {
  kind: OrderKind;
  subjectId: number;
  /** As `partOf` tells it. */
  part: string;
  placePath: string;
  content: Buffer;
  accountIds: readonly number[];
  reason: string;
  personId: number;
  at: Date;
}

/** Roles that may confirm, and the path at and below which one person may. */
export interface Reach {
  roles: readonly Role[];
  scopePath: string;
}

/** What one person reads through at a time, and names of people that an order shows. */
const SHOWN = 100;
const NAMES_SHOWN = 5;

/** `path` holds the place of the order and every account of it. */
const reaches = (path: string) => `
  starts_with(s.path, ${path}) AND NOT EXISTS (
    SELECT 1 FROM accounts a JOIN districts t ON t.id = a.district_id
    WHERE a.id = ANY(o.account_ids) AND NOT starts_with(t.path, ${path}))`;

const ORDER = `
  SELECT o.id, o.state, o.subject_id AS "subjectId", o.content, o.sha256, o.accounts, o.ordered_by AS "orderedById",
         b.name AS "orderedBy", b.is_active AS "isOrdererActive", o.ordered_at AS "orderedAt",
         ARRAY(
           SELECT p.name FROM people p JOIN districts h ON h.id = p.place_id
           WHERE p.is_active AND p.role::text = ANY($1::text[]) AND p.id <> o.ordered_by AND ${reaches('h.path')}
           ORDER BY length(h.path) DESC, p.name LIMIT ${NAMES_SHOWN}
         ) AS confirmers
    FROM held_orders o
    JOIN people b ON b.id = o.ordered_by
    JOIN districts s ON s.id = o.place_id`;

/** The only SQL over orders that wait for a second person. The database holds that a word once given stays. */
@Injectable()
export class HeldOrdersStore {
  async insert(executor: Executor, order: NewHeldOrder): Promise<void> {
    const rows = await rowsOf(
      executor,
      `INSERT INTO held_orders (kind, subject_id, part, place_id, content, account_ids, reason, ordered_by, ordered_at)
       SELECT $1, $2, $9, d.id, $4, $5, $6, $7, $8 FROM districts d WHERE d.path = $3 RETURNING id`,
      [
        order.kind,
        order.subjectId,
        order.placePath,
        order.content,
        order.accountIds,
        order.reason,
        order.personId,
        order.at,
        order.part,
      ],
    );
    if (rows.length === 0) throw new Error('The place of an order is gone');
  }

  /** Locked until the transaction ends; undefined where the one who asks may not confirm it. */
  async lock(
    executor: Executor,
    id: number,
    { roles, scopePath }: Reach,
  ): Promise<HeldOrderRow | undefined> {
    const [row] = await rowsOf<HeldOrderRow>(
      executor,
      `${ORDER} WHERE o.id = $2 AND ${reaches('$3')} FOR UPDATE OF o`,
      [roles, id, scopePath],
    );
    return row;
  }

  /** The one of this kind that waits about this part, locked. */
  async lockWaiting(
    executor: Executor,
    order: { kind: OrderKind; subjectId: number; part: string; roles: Reach['roles'] },
  ): Promise<HeldOrderRow | undefined> {
    const [row] = await rowsOf<HeldOrderRow>(
      executor,
      `${ORDER} WHERE o.state = 'waiting' AND o.kind = $2 AND o.subject_id = $3 AND o.part = $4 FOR UPDATE OF o`,
      [order.roles, order.kind, order.subjectId, order.part],
    );
    return row;
  }

  async waitingOf(
    executor: Executor,
    order: { kind: OrderKind; subjectIds: readonly number[]; roles: Reach['roles'] },
  ): Promise<HeldOrderRow[]> {
    return rowsOf<HeldOrderRow>(
      executor,
      `${ORDER} WHERE o.state = 'waiting' AND b.is_active AND o.kind = $2 AND o.subject_id = ANY($3::bigint[])`,
      [order.roles, order.kind, order.subjectIds],
    );
  }

  /** What somebody else ordered and this person may confirm, the oldest first. */
  async awaiting(
    executor: Executor,
    { roles, scopePath, personId }: Reach & { personId: number },
  ): Promise<HeldOrderRow[]> {
    return rowsOf<HeldOrderRow>(
      executor,
      `${ORDER} WHERE o.state = 'waiting' AND b.is_active AND o.ordered_by <> $3 AND ${reaches('$2')}
        ORDER BY o.ordered_at, o.id LIMIT ${SHOWN}`,
      [roles, scopePath, personId],
    );
  }

  async decide(
    executor: Executor,
    decision: {
      id: number;
      state: 'confirmed' | 'refused' | 'superseded';
      /** Null: another order took its place. */
      personId: number | null;
      at: Date;
      note: string;
    },
  ): Promise<void> {
    const { id, state, personId, at, note } = decision;
    await rowsOf(
      executor,
      `UPDATE held_orders SET state = $2, decided_by = $3, decided_at = $4, note = $5 WHERE id = $1`,
      [id, state, personId, at, note],
    );
  }
}
