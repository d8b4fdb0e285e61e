import { randomUUID } from 'node:crypto';
import { rowsOf, type Executor } from '../../src/kernel/database/sql.js';
import { bytesOf as bytesOfOrder } from '../../src/held-orders/order-content.js';
import { bytesOf, type Proposal } from '../../src/posts/approval/proposal.js';

/** What there is at one place, by its ids: everything that a route may name. */
export interface Subject {
  placeId: number;
  accountId: number;
  mediaId: number;
  stopId: number;
  volunteerId: number;
  /** A post for each route that changes one, so that none stands in the way of another. */
  posts: Record<
    | 'read'
    | 'cancel'
    | 'correct'
    | 'recall'
    | 'retry'
    | 'awaiting'
    | 'returned'
    | 'read_for_approval',
    number
  >;
  failedDeliveryId: number;
  lostDeliveryId: number;
  awaitingHash: string;
  readHash: string;
  /** Waits for a second person. */
  order: { id: number; hash: string };
}

interface Order {
  code: string;
  authorId: number | undefined;
  /** Name of a file of the library. */
  preview: string;
}

export async function aSubject(executor: Executor, order: Order): Promise<Subject> {
  const { code } = order;
  const placeId = await idOf(executor, 'SELECT id FROM districts WHERE code = $1', [code]);
  const accountId = await idOf(executor, 'SELECT id FROM accounts WHERE district_id = $1', [
    placeId,
  ]);
  const volunteerId = await idOf(
    executor,
    `INSERT INTO people (login, name, role, place_id, password_hash) VALUES ($1, $1, 'volunteer', $2, '') RETURNING id`,
    [`volunteer-at-${code.toLowerCase()}`, placeId],
  );
  const authorId = order.authorId ?? volunteerId;
  const at = { placeId, accountId, authorId };
  const planned = (state: string) => aPost(executor, { ...at, state });
  const [read, cancel, correct, recall] = await Promise.all(
    ['ready', 'ready', 'ready', 'ready'].map(planned),
  );
  const [retry, failed, lost] = await Promise.all(
    ['failed', 'failed', 'needs_decision'].map(planned),
  );
  const awaiting = await anAwaitingPost(executor, at);
  const shown = await anAwaitingPost(executor, at);
  return {
    placeId,
    accountId,
    volunteerId,
    mediaId: await aMedium(executor, { ...at, preview: order.preview }),
    stopId: await idOf(
      executor,
      `INSERT INTO stops (scope, account_id, reason, person_id, stopped_at)
       VALUES ('account', $1, 'A reason', $2, now()) RETURNING id`,
      [accountId, authorId],
    ),
    posts: {
      read: read?.postId ?? 0,
      cancel: cancel?.postId ?? 0,
      correct: correct?.postId ?? 0,
      recall: recall?.postId ?? 0,
      retry: retry?.postId ?? 0,
      awaiting: awaiting.postId,
      read_for_approval: shown.postId,
      returned: (await anAwaitingPost(executor, at)).postId,
    },
    failedDeliveryId: failed?.deliveryId ?? 0,
    lostDeliveryId: lost?.deliveryId ?? 0,
    awaitingHash: awaiting.hash,
    readHash: shown.hash,
    order: await aHeldOrder(executor, { ...at, postId: read?.postId ?? 0 }),
  };
}

interface At {
  placeId: number;
  accountId: number;
  authorId: number;
}

async function aPost(
  executor: Executor,
  { accountId, authorId, state }: At & { state: string | null },
): Promise<{ postId: number; deliveryId: number }> {
  const postId = await idOf(
    executor,
    `INSERT INTO posts (operation_id, content_hash, title, language, author_id, created_at, due_at, not_after_at, wall_time, zone)
     VALUES ($1, '', 'A message', 'hi', $2, now(), '2099-01-01Z', '2099-01-02Z', '2099-01-01T05:30', 'Asia/Kolkata')
     RETURNING id`,
    [randomUUID(), authorId],
  );
  await rowsOf(
    executor,
    `INSERT INTO renditions (post_id, platform, template) VALUES ($1, 'telegram', 'नमस्ते')`,
    [postId],
  );
  if (state === null) return { postId, deliveryId: 0 };
  const deliveryId = await idOf(
    executor,
    `WITH words AS (
       INSERT INTO filled_texts (post_id, platform, sha256, body)
       VALUES ($1, 'telegram', sha256('x'), 'नमस्ते') RETURNING id
     )
     INSERT INTO deliveries (post_id, account_id, text_id, platform, state, due_at, wake_at)
     SELECT $1, $2, id, 'telegram', $3::text::delivery_state, '2099-01-01Z', CASE WHEN $3::text = 'ready' THEN '2099-01-01Z'::timestamptz END
     FROM words RETURNING id`,
    [postId, accountId, state],
  );
  return { postId, deliveryId };
}

async function anAwaitingPost(
  executor: Executor,
  at: At,
): Promise<{ postId: number; hash: string }> {
  const { postId } = await aPost(executor, { ...at, state: null });
  const proposal: Proposal = {
    draft: {
      title: 'A message',
      campaign: '',
      language: 'hi',
      texts: { common: 'नमस्ते', own: {} },
      thread: [],
      targets: { districtIds: [at.placeId], exceptDistrictIds: [], platforms: ['telegram'] },
      schedule: { kind: 'at', wallTime: '2099-01-01T05:30', zone: 'Asia/Kolkata' },
      notLaterThanMinutes: 60,
      media: [],
      options: {},
    },
    dueAt: '2099-01-01T00:00:00.000Z',
    wallTime: '2099-01-01T05:30',
    zone: 'Asia/Kolkata',
    notAfterAt: '2099-01-02T00:00:00.000Z',
    priority: 'local',
    mediaSha256: [],
    plan: {
      texts: [{ platform: 'telegram', body: 'नमस्ते' }],
      deliveries: [{ accountId: at.accountId, part: 0, textIndex: 0 }],
    },
  };
  const [row] = await rowsOf<{ hash: string }>(
    executor,
    `INSERT INTO approvals (post_id, author_id, proposal, accounts, submitted_at)
     VALUES ($1, $2, $3, 1, now()) RETURNING encode(sha256, 'hex') AS hash`,
    [postId, at.authorId, bytesOf(proposal)],
  );
  return { postId, hash: row?.hash ?? '' };
}

async function aHeldOrder(
  executor: Executor,
  { placeId, accountId, authorId, postId }: At & { postId: number },
): Promise<{ id: number; hash: string }> {
  const content = bytesOfOrder({
    kind: 'recall',
    subjectId: postId,
    postId,
    subjectEn: 'A message',
    subjectHi: 'एक संदेश',
    reason: 'A reason',
    details: {},
    accountIds: [accountId],
  });
  const [row] = await rowsOf<{ id: number; hash: string }>(
    executor,
    `INSERT INTO held_orders (kind, subject_id, place_id, content, account_ids, reason, ordered_by, ordered_at)
     VALUES ('recall', $1, $2, $3, $4, 'A reason', $5, now()) RETURNING id, encode(sha256, 'hex') AS hash`,
    [postId, placeId, content, [accountId], authorId],
  );
  if (!row) throw new Error('An insert answers its row');
  return row;
}

async function aMedium(
  executor: Executor,
  { placeId, authorId, preview }: At & { preview: string },
): Promise<number> {
  return idOf(
    executor,
    `WITH added AS (
       INSERT INTO media (original_sha256, kind, mime, bytes, width_px, height_px, master_file, preview_file, is_ai_made, created_at)
       VALUES ($1, 'image', 'image/webp', 10, 640, 480, $1, $1, false, now()) RETURNING id
     ), held AS (
       INSERT INTO media_holders SELECT id, $2, $3, 'rally.jpg', now() FROM added
     )
     SELECT id FROM added`,
    [preview, authorId, placeId],
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
