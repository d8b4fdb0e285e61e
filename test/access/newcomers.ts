import { randomBytes, randomUUID } from 'node:crypto';
import type { Role } from '../../src/contract/session.js';
import { rowsOf, type Executor } from '../../src/kernel/database/sql.js';

/** What every waiting phone of the matrix shows. */
export const MATCHING_CODE = '123456';

/** Somebody for one call alone: what it does to them stands in the way of no other. */
export async function aPerson(executor: Executor, role: Role, placeId: number): Promise<number> {
  return idOf(
    executor,
    `INSERT INTO people (login, name, role, place_id) VALUES ($1, 'Somebody', $2, $3) RETURNING id`,
    [randomUUID(), role, placeId],
  );
}

export async function aDevice(executor: Executor, personId: number): Promise<number> {
  return idOf(
    executor,
    `INSERT INTO devices (person_id, name, added_at, confirmed_at) VALUES ($1, 'A phone', now(), now()) RETURNING id`,
    [personId],
  );
}

/** A phone of somebody new that waits for a word. Answers the id of its invite. */
export async function aWaitingInvite(
  executor: Executor,
  role: Role,
  placeId: number,
): Promise<number> {
  const personId = await aPerson(executor, role, placeId);
  return idOf(
    executor,
    `WITH phone AS (
       INSERT INTO devices (person_id, name, added_at) VALUES ($1, 'A phone', now()) RETURNING id
     )
     INSERT INTO invites (token_hash, person_id, invited_by, created_at, expires_at, device_id, matching_code, wait_hash)
     SELECT $2, $1, (SELECT min(id) FROM people WHERE role = 'owner'), now(), now() + interval '1 day', id, $4, $3
       FROM phone RETURNING id`,
    [personId, randomBytes(32), randomBytes(32), MATCHING_CODE],
  );
}

async function idOf(
  executor: Executor,
  statement: string,
  parameters: readonly unknown[],
): Promise<number> {
  const [row] = await rowsOf<{ id: number }>(executor, statement, parameters);
  if (!row) throw new Error(`No row: ${statement}`);
  return row.id;
}
