import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AwaitingPost } from '../../src/contract/approvals.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

let world: World;
let author: Person;
let approvers: readonly Person[];

beforeAll(async () => {
  world = await World.open({
    districts: ['lucknow'],
    withoutWorker: true,
    people: [
      { login: 'lead', role: 'district_lead', placeCode: 'lucknow' },
      { login: 'approver', role: 'central_approver', placeCode: 'uttar-pradesh' },
    ],
  });
  author = await world.signIn('ramesh');
  approvers = [await world.signIn('lead'), await world.signIn('approver')];
});

afterAll(() => world.close());

/** What anybody may do to a post of a volunteer, in any order. */
type Step =
  | { kind: 'revise'; text: string; hour: number }
  /** `seen`: which of the forms that this approver has ever been shown the word is about. */
  | { kind: 'decide'; by: 0 | 1; decision: 'approve' | 'return'; seen: number }
  | { kind: 'look'; by: 0 | 1 }
  | { kind: 'approve_own'; seen: number }
  | { kind: 'cancel' }
  | { kind: 'miss' }
  | { kind: 'plan_by_hand' };

const text = fc.constantFrom('क {district}', 'ख {district}', 'ग');
const by = fc.constantFrom(0 as const, 1 as const);
const seen = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('revise' as const),
      text,
      hour: fc.integer({ min: 10, max: 12 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('look' as const), by }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      by,
      decision: fc.constantFrom('approve' as const, 'return' as const),
      seen,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('approve_own' as const), seen }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ kind: 'cancel' }, { kind: 'miss' }) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: 'plan_by_hand' }) },
);

describe('whatever is done to a post that needs a second person, in whatever order', () => {
  it('nothing is planned that somebody else has not approved in exactly that form', async () => {
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.array(step, { minLength: 3, maxLength: 14 }),
        async (first, steps) => {
          const story = await Story.begin(first);
          for (const one of steps) {
            await story.perform(one);
            expect(await story.planned()).toEqual(story.approved);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** One post from its first form on, with every form that an approver was shown. */
class Story {
  /** What the one word that counts was about; null while there is none. */
  approved: ReturnType<typeof formOf> | null = null;
  private readonly shown: AwaitingPost[] = [];
  /** The form that waits now; null when nothing waits. */
  private waitingHash: string | null = null;

  private constructor(private readonly postId: number) {}

  /** Between two stories lies so much time that nobody has done too much. */
  static async begin(text: string): Promise<Story> {
    await rowsOf(world.dataSource, 'TRUNCATE rate_buckets');
    const { id } = await author.publish({ text, districts: ['lucknow'], schedule: at(10) });
    const story = new Story(id);
    await story.look(0);
    story.waitingHash = story.shown[0]?.hash ?? null;
    return story;
  }

  async perform(step: Step): Promise<void> {
    switch (step.kind) {
      case 'revise':
        return this.revise(step);
      case 'look':
        return this.look(step.by);
      case 'decide':
        return this.decide(step);
      case 'approve_own':
        expect((await this.say(author, 'approve', step.seen)).status).toBe(403);
        return;
      case 'cancel':
        await author.post(`/api/posts/${this.postId}/cancel`);
        this.waitingHash = null;
        // What was planned stays as rows that are cancelled.
        return;
      case 'miss':
        await rowsOf(world.dataSource, `UPDATE posts SET not_after_at = now() WHERE id = $1`, [
          this.postId,
        ]);
        this.waitingHash = null;
        return;
      case 'plan_by_hand':
        if (!this.approved) await expect(planByHand(this.postId)).rejects.toThrow('not approved');
    }
  }

  /** Who carries which words when, as the tables say. */
  async planned(): Promise<ReturnType<typeof formOf> | null> {
    const rows = await rowsOf<{ platform: string; text: string; dueAt: Date }>(
      world.dataSource,
      `SELECT d.platform, t.body AS text, d.due_at AS "dueAt"
       FROM deliveries d JOIN filled_texts t ON t.id = d.text_id
       WHERE d.post_id = $1 ORDER BY d.platform::text`,
      [this.postId],
    );
    const [row] = rows;
    if (!row) return null;
    return {
      dueAt: row.dueAt.toISOString(),
      texts: rows.map(({ platform, text }) => `${platform}: ${text}`),
    };
  }

  private async revise({ text, hour }: { text: string; hour: number }): Promise<void> {
    const order = { text, districts: ['lucknow'], schedule: at(hour) };
    const { status } = await author.put(`/api/posts/${this.postId}`, await author.newPost(order));
    if (status !== 200) return;
    expect(this.approved).toBeNull();
    await this.look(0);
    this.waitingHash = this.shown.at(-1)?.hash ?? null;
  }

  private async look(by: 0 | 1): Promise<void> {
    const list = (await approvers[by]?.awaiting()) ?? [];
    this.shown.push(...list.filter(({ postId }) => postId === this.postId));
  }

  private async decide({ by, decision, seen }: Extract<Step, { kind: 'decide' }>): Promise<void> {
    const approver = approvers[by];
    if (!approver) return;
    const { status, form } = await this.say(approver, decision, seen);
    const isAboutWhatWaits = this.waitingHash !== null && form?.hash === this.waitingHash;
    if (decision === 'approve') expect(status === 200).toBe(isAboutWhatWaits);
    if (status !== 200) return;
    this.waitingHash = null;
    if (decision === 'approve' && form) this.approved = formOf(form);
  }

  private async say(person: Person, decision: 'approve' | 'return', seen: number) {
    const form = this.shown[seen % this.shown.length];
    const order = { decision, hash: form?.hash, note: 'A word' };
    const { status } = await person.post(`/api/posts/${this.postId}/approval`, order);
    return { status, form };
  }
}

function at(hour: number) {
  return { kind: 'at', wallTime: `2099-05-01T${hour}:00`, zone: 'Asia/Kolkata' } as const;
}

function formOf({ dueAt, perPlatform }: AwaitingPost) {
  const texts = perPlatform.flatMap(({ platform, texts }) =>
    texts.map(({ text }) => `${platform}: ${text}`),
  );
  return { dueAt, texts: texts.toSorted() };
}

/** As somebody with a hand in the database, or a mistake of ours, would do it. */
async function planByHand(postId: number): Promise<void> {
  await rowsOf(
    world.dataSource,
    `WITH words AS (
       INSERT INTO filled_texts (post_id, platform, sha256, body)
       VALUES ($1, 'x', sha256('x'), 'x') RETURNING id
     )
     INSERT INTO deliveries (post_id, account_id, text_id, platform, state, due_at, wake_at)
     SELECT $1, a.id, words.id, 'x', 'ready', now(), now() FROM accounts a, words WHERE a.platform = 'x'`,
    [postId],
  );
}
