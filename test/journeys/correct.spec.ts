import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CorrectionProgress, CorrectionView, PostView } from '../../src/contract/posts.js';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

const REASON = 'The name was spelt wrongly';
const LATER = { kind: 'at', wallTime: '2099-12-31T17:30', zone: 'Asia/Kolkata' } as const;

let world: World;
let meera: Person;
beforeAll(async () => {
  world = await World.open({ districts: ['agra', 'lucknow'] });
  meera = await world.signIn('meera');
});
afterAll(() => world.close());
beforeEach(() => world.sandbox.setFaults([]));

describe('a corrected post', () => {
  it('that waits has the new words of each district from the start', async () => {
    const post = await meera.publish({ text: 'कल {district} मे', schedule: LATER });
    const { status, body } = await correct(post.id, 'कल {district} में');
    expect([status, body]).toEqual([200, { changed: 6, toCorrect: 0 }]);
    expect(await planned(post.id)).toEqual(['कल आगरा में', 'कल लखनऊ में']);
    expect((await view(post.id)).texts.map(({ template }) => template)).toEqual(
      Array(3).fill('कल {district} में'),
    );
  });

  it('says the new words where a platform lets them be changed, and tells of the others', async () => {
    const post = await meera.publish({ text: 'गलत नाम' });
    await meera.untilSettled(post.id);
    const { body } = await correct(post.id, 'सही नाम');
    expect(body).toEqual({ changed: 0, toCorrect: 6 });
    await expect.poll(() => pending(post.id), { timeout: 40_000 }).toBe(0);
    const { corrected, refused } = await progress(post.id);
    expect(corrected).toBe(4);
    expect(refused).toMatchObject([{ platform: 'x', count: 2 }]);
    expect(await shown('सही नाम')).toEqual(['facebook', 'facebook', 'telegram', 'telegram']);
    expect(await shown('गलत नाम')).toEqual(['x', 'x']);
  });

  it.each(['server_error_before', 'reset_before', 'accept_then_reset'])(
    'is corrected though every first edit ends in %s',
    async (fault) => {
      const post = await meera.publish({ text: fault, platforms: ['telegram', 'facebook'] });
      await meera.untilSettled(post.id);
      await world.sandbox.setFaults(
        ['telegram', 'facebook'].map((platform) => ({
          platform,
          operation: 'edit',
          fault,
          times: 2,
        })),
      );
      await correct(post.id, `${fault}, corrected`);
      await expect.poll(() => nowPending(post.id), { timeout: 40_000 }).toBe(0);
      expect(await shown(`${fault}, corrected`)).toHaveLength(4);
      expect((await progress(post.id)).refused).toEqual([]);
    },
  );

  it('is refused with its field where a platform would not take the new words', async () => {
    const post = await meera.publish({ text: 'छोटा', schedule: LATER });
    const { status, body } = await correct(post.id, 'क'.repeat(281));
    expect(status).toBe(422);
    expect((body as unknown as ProblemsAnswer).problems).toMatchObject([
      { code: 'text_too_long', field: 'texts.x' },
    ]);
    expect((await view(post.id)).texts[0]?.template).toBe('छोटा');
  });

  it('is refused when it has been taken back', async () => {
    const post = await meera.publish({ text: 'वापस', schedule: LATER });
    await meera.post(`/api/posts/${post.id}/recall`, { reason: REASON });
    const { status } = await correct(post.id, 'फिर भी');
    expect(status).toBe(409);
    expect((await view(post.id)).can.correct).toBe(false);
  });

  it('of the centre is not corrected by a district', async () => {
    const post = await meera.publish({ text: 'केंद्र से', schedule: LATER });
    const ramesh = await world.signIn('ramesh');
    const { status } = await ramesh.post(`/api/posts/${post.id}/correct`, orderOf('बदला हुआ'));
    expect(status).toBe(403);
  });
});

function orderOf(text: string) {
  return { texts: { common: text, own: {} }, reason: REASON };
}

function correct(postId: number, text: string) {
  return meera.post<CorrectionView>(`/api/posts/${postId}/correct`, orderOf(text));
}

async function view(postId: number): Promise<PostView> {
  return (await meera.get<PostView>(`/api/posts/${postId}`)).body;
}

async function progress(postId: number): Promise<CorrectionProgress> {
  const { correction } = await view(postId);
  if (!correction) throw new Error('Nobody has corrected the post');
  return correction;
}

async function pending(postId: number): Promise<number> {
  return (await progress(postId)).pending;
}

/** Lets the waits between tries be over. */
async function nowPending(postId: number): Promise<number> {
  await world.dataSource.query(`UPDATE corrections SET wake_at = now() WHERE state = 'pending'`);
  await world.dataSource.query(`SELECT pg_notify('munadi_correct', '')`);
  return pending(postId);
}

/** The words that will go out. */
async function planned(postId: number): Promise<string[]> {
  const rows = await world.dataSource.query<{ body: string }[]>(
    `SELECT DISTINCT t.body FROM deliveries d JOIN filled_texts t ON t.id = d.text_id
     WHERE d.post_id = $1 ORDER BY t.body`,
    [postId],
  );
  return rows.map(({ body }) => body);
}

/** Platforms on which the world reads these words. */
async function shown(text: string): Promise<string[]> {
  const posts = await world.sandbox.posts();
  return posts
    .filter((post) => post.text === text)
    .map(({ platform }) => platform)
    .sort();
}
