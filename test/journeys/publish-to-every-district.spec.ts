import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import { World } from '../support/world.js';

describe('one post to every district', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
    await world.sandbox.set({ limitsEnforced: false });
  });
  afterAll(() => world.close());

  it('reaches all 225 accounts, each once, each with the text of its own district', async () => {
    const meera = await world.signIn('meera');
    const post = await meera.publish({
      text: 'आज {district} में जनसभा',
      own: { x: '{district_en}: meeting today' },
    });
    expect(post.total).toBe(225);
    await meera.untilSettled(post.id);

    const board = await meera.board(post.id);
    const expected = board.flatMap((row) =>
      row.cells.map(({ platform }) =>
        platform === 'x'
          ? `x ${row.nameEn}: meeting today`
          : `${platform} आज ${row.nameHi} में जनसभा`,
      ),
    );
    const published = await world.sandbox.published();
    expect(published.map(({ platform, text }) => `${platform} ${text}`).sort()).toEqual(
      expected.sort(),
    );
    expect(new Set(published.map(({ platform, account }) => `${platform} ${account}`)).size).toBe(
      225,
    );
  });

  it('is one post when the form is sent twice', async () => {
    const meera = await world.signIn('meera');
    const order = await meera.newPost({ text: 'एक बार', districts: ['agra'] });
    const [first, second] = await Promise.all([
      meera.post<{ id: number }>('/api/posts', order),
      meera.post<{ id: number }>('/api/posts', order),
    ]);
    expect(first.body.id).toBe(second.body.id);
    await meera.untilSettled(first.body.id);
    const published = await world.sandbox.published();
    expect(published.filter(({ text }) => text === 'एक बार')).toHaveLength(3);
  });

  it('refuses the same form with another text', async () => {
    const meera = await world.signIn('meera');
    const order = await meera.newPost({ text: 'पहला', districts: ['agra'] });
    await meera.post('/api/posts', order);
    const changed = { ...order, texts: { common: 'दूसरा', own: {} } };
    const { status, body } = await meera.post<ProblemsAnswer>('/api/posts', changed);
    expect(status).toBe(409);
    expect(body.problems[0]?.code).toBe('operation_reused');
  });

  it('lets a volunteer post for the own district, once another person approves it, and for no other', async () => {
    const ramesh = await world.signIn('ramesh');
    const post = await ramesh.publish({ text: 'लखनऊ से', districts: ['lucknow'] });
    expect(post.approval?.state).toBe('awaiting');
    await (await world.signIn('owner')).approve(post.id);
    await ramesh.untilSettled(post.id);
    const published = await world.sandbox.published();
    expect(published.filter(({ text }) => text === 'लखनऊ से')).toHaveLength(3);

    const meera = await world.signIn('meera');
    const order = await meera.newPost({ text: 'आगरा से', districts: ['agra'] });
    const { status, body } = await ramesh.post<ProblemsAnswer>('/api/posts', order);
    expect([status, body.problems[0]?.code]).toEqual([422, 'no_targets']);
  });
});

describe('a post that cannot go out as it is', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ districts: ['agra', 'lucknow'], withoutWorker: true });
  });
  afterAll(() => world.close());

  it.each([
    [
      'a text over the limit',
      { text: 'क'.repeat(281), platforms: ['x' as const] },
      'texts.x',
      'text_too_long',
    ],
    ['an empty text', { text: '  ' }, 'texts.x', 'text_missing'],
    [
      'a past date',
      { schedule: { kind: 'at' as const, wallTime: '2020-01-01T10:00', zone: 'Asia/Kolkata' } },
      'schedule',
      'due_in_past',
    ],
    ['a variable that no district has', { text: '{leader} आएँगे' }, 'texts', 'variable_missing'],
    [
      'a picture that is not there',
      { media: [{ mediaId: 7, altText: '' }] },
      'media[0]',
      'media_missing',
    ],
  ])(
    'because of %s is refused with its field and its remedy, and nothing is saved',
    async (_, order, field, code) => {
      const meera = await world.signIn('meera');
      const { status, body } = await meera.tryToPublish(order);
      expect(status).toBe(422);
      const { problems } = body as ProblemsAnswer;
      expect(problems.find((problem) => problem.code === code)?.field).toBe(field);
      const [rows] = await world.dataSource.query<{ n: number }[]>(
        `SELECT (SELECT count(*) FROM posts) + (SELECT count(*) FROM deliveries) AS n`,
      );
      expect(rows?.n).toBe(0);
    },
  );

  it('says which districts lack a value', async () => {
    const meera = await world.signIn('meera');
    const { body } = await meera.tryToPublish({ text: '{leader} आएँगे' });
    expect((body as ProblemsAnswer).problems[0]?.message).toBe(
      '{leader} has no value for 2 districts: Agra, Lucknow. Fill it in for them or leave them out.',
    );
  });

  it('shows the same problems while it is written', async () => {
    const meera = await world.signIn('meera');
    const order = await meera.newPost({ text: 'क'.repeat(300) });
    const { status, body } = await meera.post<{ problems: { code: string }[]; accounts: number }>(
      '/api/posts/preview',
      order,
    );
    expect(status).toBe(200);
    expect(body.accounts).toBe(6);
    expect(body.problems.map((problem) => problem.code)).toEqual(['text_too_long']);
  });
});
