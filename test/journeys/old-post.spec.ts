import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PostView } from '../../src/contract/posts.js';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import { readConfig } from '../../src/kernel/config.js';
import { ArchiveService } from '../../src/retention/archive.service.js';
import { ArchiveStore } from '../../src/retention/archive.store.js';
import { MonthStore } from '../../src/retention/month.store.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

let world: World;
let meera: Person;
beforeAll(async () => {
  world = await World.open({ districts: ['lucknow'] });
  meera = await world.signIn('meera');
});
afterAll(() => world.close());

describe('a post of which only totals are kept', () => {
  it('is counted as before, offers no recall, and says why when one is ordered', async () => {
    const { id } = await meera.publish();
    await meera.untilSettled(id);
    expect((await view(id)).can.recall).toBe(true);
    await letItBeDaysAgo(id, 800);
    await archive();
    const old = await view(id);
    expect(old).toMatchObject({ total: 3, counts: { published: 3 }, can: { recall: false } });
    const refused = await meera.post<ProblemsAnswer>(`/api/posts/${id}/recall`, { reason: 'Old' });
    expect([refused.status, refused.body.problems[0]?.code]).toEqual([409, 'not_recallable']);
    expect((await view(id)).isRecalled).toBe(false);
  });
});

async function view(postId: number): Promise<PostView> {
  return (await meera.get<PostView>(`/api/posts/${postId}`)).body;
}

async function archive(): Promise<void> {
  const config = readConfig(world.environment);
  const store = new ArchiveStore(world.dataSource, config);
  const service = new ArchiveService(store, new MonthStore(world.dataSource, config));
  await service.runOnce(new AbortController().signal);
}

async function letItBeDaysAgo(postId: number, days: number): Promise<void> {
  const statements = [
    `UPDATE posts SET due_at = due_at - make_interval(days => $2),
                      not_after_at = not_after_at - make_interval(days => $2) WHERE id = $1`,
    `UPDATE deliveries SET due_at = due_at - make_interval(days => $2) WHERE post_id = $1`,
    `UPDATE attempts n SET ended_at = n.ended_at - make_interval(days => $2)
     FROM deliveries d WHERE d.id = n.delivery_id AND d.post_id = $1`,
  ];
  for (const statement of statements) await world.dataSource.query(statement, [postId, days]);
}
