import { rowsOf, type Executor } from '../../src/kernel/database/sql.js';
import type { PostView, RecallView } from '../../src/contract/posts.js';
import type { Person } from './person.js';
import type { LedgerEntry, SandboxControl, WorldPost } from './sandbox-control.js';

/** Whom a recall at scale needs. */
export interface RecallScene {
  person: Person;
  sandbox: SandboxControl;
  executor: Executor;
}

export interface Recalled {
  postId: number;
  /** When the answer was there, by the clock of this machine, which the database and the sandbox share. */
  acknowledgedAt: Date;
  /** From the order to its answer. */
  answeredInMs: number;
  answer: RecallView;
}

/** What the records and the world say when nothing of the post moves any more. */
export interface Aftermath {
  states: Record<string, number>;
  /** Sends that were decided after the recall was acknowledged. */
  intentsAfter: number;
  /** From the acknowledgement to the last intent; negative when it was earlier. */
  lastIntentMs: number;
  /** From the acknowledgement until the last post that could be deleted was gone. */
  allGoneMs: number;
  deleted: number;
  /** Accounts on which more than one post became public. */
  sentTwice: number;
  /** Posts that are still public and wait for a person. */
  publicAndListed: number;
  /** Posts that are still public, and nobody is told. */
  publicAndForgotten: number;
  /** Deletes that wait for a person without a refusal by the platform. */
  listedWithoutRefusal: number;
}

/** Recalls the post when half of it is public; answers with the order's acknowledgement. */
export async function recallHalfway({ person }: RecallScene, post: PostView): Promise<Recalled> {
  await person.untilProgress(post.id, ({ counts, total }) => counts.published >= total / 2);
  const orderedAt = performance.now();
  const order = { reason: 'The date is wrong' };
  const { status, body } = await person.post<RecallView>(`/api/posts/${post.id}/recall`, order);
  if (status !== 200) throw new Error(`The recall was refused: ${JSON.stringify(body)}`);
  const answeredInMs = performance.now() - orderedAt;
  return { postId: post.id, acknowledgedAt: new Date(), answeredInMs, answer: body };
}

/** Answers when nothing of the post can change any more without a person. */
export async function aftermathOf(scene: RecallScene, recalled: Recalled): Promise<Aftermath> {
  const { person, sandbox, executor } = scene;
  const { postId, acknowledgedAt } = recalled;
  await person.untilProgress(
    postId,
    ({ isSettled, counts }) => isSettled && counts.published === 0,
  );
  const rows = await deliveriesOf(executor, postId);
  const ledger = await sandbox.ledger();
  const intents = await intentsOf(executor, recalled);
  const deletes = ledger.filter(({ event }) => event === 'deleted');
  return {
    states: countBy(rows.map(({ state }) => state)),
    intentsAfter: intents.after,
    lastIntentMs: intents.last.getTime() - acknowledgedAt.getTime(),
    allGoneMs: lastOf(deletes).getTime() - acknowledgedAt.getTime(),
    deleted: deletes.length,
    sentTwice: sentTwice(ledger),
    ...compare(rows, { ledger, posts: await sandbox.posts() }),
  };
}

interface Standing {
  key: string;
  state: string;
}

/** States in which a person is asked what to do. */
const LISTED = new Set(['recall_unknown', 'needs_decision']);

function compare(
  rows: readonly Standing[],
  world: { ledger: readonly LedgerEntry[]; posts: readonly WorldPost[] },
): Pick<Aftermath, 'publicAndListed' | 'publicAndForgotten' | 'listedWithoutRefusal'> {
  const listed = new Set(rows.filter(({ state }) => LISTED.has(state)).map(({ key }) => key));
  const refused = new Set(world.ledger.filter(({ fault }) => fault === 'refuse').map(keyOf));
  const publicAndListed = world.posts.filter((post) => listed.has(keyOf(post))).length;
  return {
    publicAndListed,
    publicAndForgotten: world.posts.length - publicAndListed,
    listedWithoutRefusal: rows.filter(
      ({ key, state }) => state === 'recall_unknown' && !refused.has(key),
    ).length,
  };
}

async function deliveriesOf(executor: Executor, postId: number): Promise<Standing[]> {
  return rowsOf<Standing>(
    executor,
    `SELECT a.platform || '/' || a.remote_id AS key, d.state::text
     FROM deliveries d JOIN accounts a ON a.id = d.account_id WHERE d.post_id = $1`,
    [postId],
  );
}

async function intentsOf(
  executor: Executor,
  { postId, acknowledgedAt }: Recalled,
): Promise<{ after: number; last: Date }> {
  const [row] = await rowsOf<{ after: number; last: Date }>(
    executor,
    `SELECT count(*) FILTER (WHERE intent_at > $2)::int AS after, max(intent_at) AS last FROM (
       SELECT intent_at FROM deliveries WHERE post_id = $1
       UNION ALL
       SELECT n.intent_at FROM deliveries d JOIN attempts n ON n.delivery_id = d.id WHERE d.post_id = $1
     ) AS intents`,
    [postId, acknowledgedAt],
  );
  if (!row) throw new Error('An aggregate answers one row');
  return row;
}

function sentTwice(ledger: readonly LedgerEntry[]): number {
  const sends = ledger.filter(({ event }) => event === 'published').map(keyOf);
  return Object.values(countBy(sends)).filter((times) => times > 1).length;
}

function keyOf({ platform, account }: Pick<WorldPost, 'platform' | 'account'>): string {
  return `${platform}/${account}`;
}

function lastOf(lines: readonly LedgerEntry[]): Date {
  return new Date(lines.at(-1)?.recordedAt ?? Number.NaN);
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
