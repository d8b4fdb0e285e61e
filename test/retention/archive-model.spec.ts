import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Executor } from '../../src/kernel/database/sql.js';
import { moveBatch } from '../../src/retention/archive.store.js';
import { PUBLISHED } from '../support/delivery-bench.js';
import { ArchiveBench, FAILED } from './archive-bench.js';

let bench: ArchiveBench;
beforeAll(async () => {
  bench = await ArchiveBench.open();
});
afterAll(() => bench.close());

/** Everything that has ended by now is old enough. */
const soon = () => new Date(Date.now() + 60_000);

/** What may happen to one of the posts, in any order and at the same time as something else. */
type Step =
  | { kind: 'archive'; post: number }
  /** The process dies after so many statements of the move. */
  | { kind: 'die'; post: number; statements: number }
  | { kind: 'retry'; post: number }
  | { kind: 'send'; isPublished: boolean }
  | { kind: 'bring_back'; post: number };

const post = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('archive' as const), post }),
  fc.record({
    kind: fc.constant('die' as const),
    post,
    statements: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constant('retry' as const), post }),
  fc.record({ kind: fc.constant('send' as const), isPublished: fc.boolean() }),
  fc.record({ kind: fc.constant('bring_back' as const), post }),
);
/** Steps of one round happen at once. */
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), {
  minLength: 4,
  maxLength: 12,
});

describe('the queue and the archive together', () => {
  it('hold every delivery and every try exactly once, whatever comes in between', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (plan) => {
        await bench.clear();
        const claims = [
          await bench.aSentPost(3, [FAILED, FAILED, PUBLISHED]),
          await bench.aSentPost(2, [FAILED, FAILED, FAILED, FAILED]),
          await bench.aSentPost(1, [PUBLISHED, FAILED]),
        ];
        const posts = claims.map(([claim]) => claim?.postId ?? 0);
        let before = await holdings();
        for (const round of plan) {
          await Promise.all(round.map((one) => take(one, posts)));
          const after = await holdings();
          expect(after.deliveries).toEqual(before.deliveries);
          expect(after.tries).toEqual(expect.arrayContaining(before.tries));
          expect(new Set(after.tries).size).toBe(after.tries.length);
          expect(after.strayTries).toBe(0);
          before = after;
        }
      }),
      { numRuns: 25 },
    );
  });
});

async function take(step: Step, posts: readonly number[]): Promise<void> {
  const postId = 'post' in step ? (posts[step.post] ?? 0) : 0;
  switch (step.kind) {
    case 'archive':
      if (await bench.archive.isOver(postId, soon())) await bench.archive.moveBatch(postId, soon());
      return;
    case 'die':
      await bench.dataSource
        .transaction((manager) => moveBatch(mortal(manager, step.statements), postId, soon()))
        .catch((error: unknown) => {
          if (error !== death) throw error;
        });
      return;
    case 'retry':
      await bench.delivery.people.retry(bench.dataSource, { placePath: '/', postId });
      return;
    case 'send':
      await bench.send([step.isPublished ? PUBLISHED : FAILED]);
      return;
    case 'bring_back':
      await bench.dataSource.transaction(async (manager) => {
        await manager.query('SELECT 1 FROM posts WHERE id = $1 FOR UPDATE', [postId]);
        await manager.query('SELECT bring_back_post($1)', [postId]);
      });
  }
}

const death = new Error('The process died');

/** Carries out so many statements and then none. */
function mortal(executor: Executor, statements: number): Executor {
  let left = statements;
  return {
    query: async (...statement) => {
      if (left === 0) throw death;
      left -= 1;
      return executor.query(...statement);
    },
  };
}

async function holdings(): Promise<{ deliveries: number[]; tries: string[]; strayTries: number }> {
  const deliveries = await bench.dataSource.query<{ id: number }[]>(
    'SELECT id FROM all_deliveries ORDER BY id',
  );
  const tries = await bench.dataSource.query<{ key: string; is_stray: boolean }[]>(
    `SELECT n.delivery_id || '/' || n.epoch AS key,
            NOT EXISTS (SELECT 1 FROM all_deliveries d
                        WHERE d.id = n.delivery_id AND d.filed_under = n.filed_under) AS is_stray
     FROM all_attempts n`,
  );
  return {
    deliveries: deliveries.map(({ id }) => id),
    tries: tries.map(({ key }) => key),
    strayTries: tries.filter((one) => one.is_stray).length,
  };
}
