import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { SealedCredentials } from '../../../src/accounts/index.js';
import type { ClaimStore } from '../../../src/deliveries/claim.store.js';
import type { EnqueueStore } from '../../../src/deliveries/index.js';
import { PLATFORM_NAMES } from '../../../src/contract/platforms.js';
import { hashPassword } from '../../../src/identity/passwords.js';
import { rowsOf, type Executor } from '../../../src/kernel/database/sql.js';
import { credentialsOf, platformOf, TEXT, type ClientKind } from '../client/kinds.js';
import type { KeyRange } from '../sink/arrivals.js';

/** Everything here that knows the product's tables. An account's number is its id and its key at the sink. */

const DISTRICTS = 1_000;
const SEALS_AT_ONCE = 5_000;
const DAY_MS = 86_400_000;

export interface Parts {
  dataSource: DataSource;
  queue: EnqueueStore;
  credentials: SealedCredentials;
  claims: ClaimStore;
}

/** Who is signed in where the bench speaks to the web process. */
export const BENCH_PERSON = { login: 'bench', password: 'pass-phrase-for-the-bench' };

/** A state with districts, one person, and accounts 1 to `accounts`, with sealed credentials. */
export async function seedAccounts(
  { dataSource, credentials }: Parts,
  { kind, accounts }: { kind: ClientKind; accounts: number },
): Promise<void> {
  await rowsOf(
    dataSource,
    `WITH top AS (
       INSERT INTO districts (code, kind, name_en, name_hi, path)
       VALUES ('top', 'state', 'Top', 'Top', '/1/') RETURNING id
     )
     INSERT INTO districts (code, parent_id, kind, name_en, name_hi, path)
     SELECT 'd' || n, top.id, 'district', 'District ' || n, 'District ' || n, '/1/' || n || '/'
     FROM top, generate_series(2, $1::int + 1) AS n`,
    [DISTRICTS],
  );
  await rowsOf(
    dataSource,
    `INSERT INTO people (login, name, role, place_id, password_hash) VALUES ($1, 'Bench', 'owner', 1, $2)`,
    [BENCH_PERSON.login, await hashPassword(BENCH_PERSON.password)],
  );
  await rowsOf(
    dataSource,
    `INSERT INTO accounts (district_id, platform, handle, remote_id)
     SELECT 2 + n % $3::int, $2, '@a' || n, n FROM generate_series(1, $1::int) AS n ORDER BY n`,
    [accounts, platformOf(kind), DISTRICTS],
  );
  for (let first = 1; first <= accounts; first += SEALS_AT_ONCE) {
    const count = Math.min(SEALS_AT_ONCE, accounts - first + 1);
    const sealed = Array.from({ length: count }, (_, index) => ({
      id: first + index,
      credentials: credentialsOf(kind, first + index),
    }));
    await dataSource.transaction((manager) => credentials.seal(manager, sealed));
  }
  await rowsOf(dataSource, 'VACUUM ANALYZE');
}

export interface PlannedPost extends KeyRange {
  kind: ClientKind;
  dueAt: Date;
}

/** One post to a range of accounts, in one transaction, as composing writes it; answers its id. */
export async function planPost({ dataSource, queue }: Parts, post: PlannedPost): Promise<number> {
  return dataSource.transaction(async (manager) => {
    const postId = await insertPost(manager, post.dueAt);
    await enqueue(queue, manager, { ...post, postId });
    return postId;
  });
}

/** One post whose deliveries have an instant each, in the order of the keys. */
export async function planSpread(
  { dataSource, queue }: Parts,
  { kind, firstKey, dueAts }: { kind: ClientKind; firstKey: number; dueAts: readonly Date[] },
): Promise<number> {
  return dataSource.transaction(async (manager) => {
    const postId = await insertPost(manager, dueAts[0] ?? new Date());
    for (const [index, dueAt] of dueAts.entries()) {
      await enqueue(queue, manager, { kind, postId, dueAt, firstKey: firstKey + index, count: 1 });
    }
    return postId;
  });
}

export interface Future {
  kind: ClientKind;
  rows: number;
  accounts: number;
}

/** Rows of posts that are due from tomorrow on, `rows` over all accounts; straight into the table. */
export async function loadFuture(databaseUrl: string, future: Future): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const executor: Executor = {
    query: async (statement, parameters) =>
      (await client.query<object>(statement, parameters)).rows,
  };
  // The parents are there; asking for each of them would take longer than the load itself.
  await rowsOf(executor, `SET session_replication_role = replica`);
  await insertFuture(executor, future);
  await rowsOf(executor, 'VACUUM ANALYZE deliveries');
  await client.end();
}

async function insertFuture(executor: Executor, { kind, rows, accounts }: Future): Promise<void> {
  const tomorrow = new Date(Date.now() + DAY_MS);
  const postIds: number[] = [];
  for (let post = 0; post < rows / accounts; post += 1) {
    postIds.push(await insertPost(executor, tomorrow));
  }
  await rowsOf(
    executor,
    `WITH texts AS (
       INSERT INTO filled_texts (post_id, platform, sha256, body)
       SELECT id, $2, sha256(convert_to($3, 'UTF8')), $3 FROM unnest($1::int[]) AS id
       RETURNING id AS text_id, post_id
     )
     INSERT INTO deliveries (post_id, account_id, text_id, platform, priority, state, due_at, wake_at)
     SELECT t.post_id, 1 + n % $5::int, t.text_id, $2::platform_name, 1, 'ready', i.at, i.at
     FROM generate_series(0, $4::int - 1) AS n
     JOIN texts t ON t.post_id = ($1::int[])[1 + n / $5::int]
     CROSS JOIN LATERAL (SELECT now() + interval '1 day' + n * interval '7 milliseconds' AS at) AS i`,
    [postIds, platformOf(kind), TEXT, rows, accounts],
  );
}

/** Deliveries of these posts by state. */
export async function countStates(
  { dataSource }: Parts,
  postIds: readonly number[],
): Promise<Map<string, number>> {
  const rows = await rowsOf<{ state: string; n: number }>(
    dataSource,
    `SELECT state::text, count(*) AS n FROM deliveries WHERE post_id = ANY($1) GROUP BY state`,
    [postIds],
  );
  return new Map(rows.map(({ state, n }) => [state, n]));
}

/** Where each delivery of these posts stands, by its key. */
export async function statesByKey(
  { dataSource }: Parts,
  postIds: readonly number[],
): Promise<Map<number, string>> {
  const rows = await rowsOf<{ key: number; state: string }>(
    dataSource,
    `SELECT account_id AS key, state::text FROM deliveries WHERE post_id = ANY($1)`,
    [postIds],
  );
  return new Map(rows.map(({ key, state }) => [key, state]));
}

/** One claim while nothing is due, as the scheduler makes it. */
export async function claimNothing({ claims }: Parts): Promise<void> {
  const room = new Map(PLATFORM_NAMES.map((platform) => [platform, 256]));
  const order = { room, workerNow: new Date(), aheadMs: 250, leaseMs: 60_000 };
  const taken = await claims.claimDue(order);
  if (taken.length > 0) throw new Error('Something was due');
}

/** Bytes of the hot table with its indexes. */
export async function hotBytes({ dataSource }: Parts): Promise<number> {
  const [row] = await rowsOf<{ bytes: number }>(
    dataSource,
    `SELECT pg_total_relation_size('deliveries') AS bytes`,
  );
  return row?.bytes ?? Number.NaN;
}

async function enqueue(
  queue: EnqueueStore,
  manager: EntityManager,
  post: PlannedPost & { postId: number },
): Promise<void> {
  const { postId, dueAt, kind, firstKey, count } = post;
  await queue.enqueue(manager, {
    postId,
    dueAt,
    priority: 'campaign',
    plan: {
      texts: [{ platform: platformOf(kind), body: TEXT }],
      deliveries: Array.from({ length: count }, (_, index) => ({
        accountId: firstKey + index,
        part: 0,
        textIndex: 0,
      })),
    },
  });
}

async function insertPost(executor: Executor, dueAt: Date): Promise<number> {
  const [row] = await rowsOf<{ id: number }>(
    executor,
    `INSERT INTO posts (operation_id, content_hash, title, language, author_id, created_at, due_at, not_after_at, wall_time, zone)
     VALUES ($1, '', 'Bench', 'en', 1, now(), $2, $2::timestamptz + interval '1 day', '2026-11-24T12:00', 'Asia/Kolkata') RETURNING id`,
    [randomUUID(), dueAt],
  );
  if (!row) throw new Error('The post got no id');
  return row.id;
}
