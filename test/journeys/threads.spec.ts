import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BoardCell } from '../../src/contract/deliveries.js';
import type { DecisionView, PostPreview } from '../../src/contract/posts.js';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import type { Person, PostOrder } from '../support/person.js';
import type { WorldPost } from '../support/sandbox-control.js';
import { World } from '../support/world.js';

const REASON = 'Looked at the account';
const THREAD = ['दूसरा भाग, {district}', 'तीसरा भाग'];

let world: World;
let meera: Person;
beforeAll(async () => {
  world = await World.open({
    districts: ['agra', 'lucknow'],
    settings: { MUNADI_RECONCILE_WAITS_MS: '1000,1000' },
  });
  meera = await world.signIn('meera');
});
afterAll(() => world.close());
afterEach(() => world.sandbox.clearFaults());

describe('a thread', () => {
  it('goes out part by part on X, each answering the one before, and as one text elsewhere', async () => {
    const post = await meera.publish({ text: 'पहला भाग', thread: THREAD });
    const { total, counts } = await meera.untilSettled(post.id);
    expect([total, counts.published]).toEqual([6, 6]);
    expect(post.thread).toEqual(THREAD);
    for (const district of ['आगरा', 'लखनऊ']) {
      const chain = await chainOf(`दूसरा भाग, ${district}`);
      expect(chain).toEqual(['पहला भाग', `दूसरा भाग, ${district}`, 'तीसरा भाग']);
    }
    const elsewhere = (await shown('पहला भाग')).filter(({ platform }) => platform !== 'x');
    expect(new Set(elsewhere.map(({ text }) => text))).toEqual(
      new Set(['आगरा', 'लखनऊ'].map((name) => `पहला भाग\n\nदूसरा भाग, ${name}\n\nतीसरा भाग`)),
    );
    expect(elsewhere).toHaveLength(4);
  });

  it('has its settings and poll on the first part alone', async () => {
    const poll = { question: '', answers: ['हाँ', 'नहीं'], openForMinutes: 60 };
    await settled({ text: 'राय दीजिए', thread: ['और क्यों'], options: { x: { poll } } });
    const kinds = async (text: string) =>
      (await shown(text)).map(({ attachments }) => attachments.map(({ kind }) => kind));
    expect(await kinds('राय दीजिए')).toEqual([['poll'], ['poll']]);
    expect(await kinds('और क्यों')).toEqual([[], []]);
  });

  it('waits with its next part until a part whose answer was lost is found, and loses and doubles none', async () => {
    await meet('accept_then_reset', 2);
    const order: PostOrder = { text: 'खोया', thread: ['मिला', 'फिर'], platforms: ['x'] };
    const { id } = await meera.publish(order);
    await meera.untilEvery(id, ({ part, state }) => part > 0 || state === 'published');
    await world.letPartsComeUp();
    await meera.untilProgress(id, ({ counts }) => counts.published === 2);
    for (const text of ['खोया', 'मिला', 'फिर']) expect(await shown(text)).toHaveLength(2);
    expect(await chainOf('मिला')).toEqual(['खोया', 'मिला', 'फिर']);
  });

  it('ends with words where a part did not go out, and goes on once a person has sent that part', async () => {
    await meet('refuse', 2);
    const post = await meera.publish({ text: 'रुका', thread: ['पीछे', 'अंत'], platforms: ['x'] });
    const cells = await meera.untilEvery(post.id, ({ state }) => state === 'failed');
    expect(cells.map(({ part, cause }) => [part, cause])).toEqual(
      [1, 2].flatMap(() => [
        [0, 'content'],
        [1, 'part_before'],
        [2, 'part_before'],
      ]),
    );
    expect(cells[1]).toMatchObject({ attempts: 0, can: { retry: true } });
    expect(cells[1]?.detail).toContain('Part 1 of the thread did not go out');
    expect(cells[2]?.detail).toContain('Part 2 of the thread did not go out');
    expect((await meera.untilSettled(post.id)).counts.failed).toBe(2);

    await meera.post(`/api/deliveries/${String(cells[2]?.deliveryId)}/retry`);
    const again = await meera.untilEvery(post.id, ({ state }) => state === 'failed');
    expect(again[2]?.cause).toBe('part_before');
    expect(await shown('अंत')).toEqual([]);

    const retried = await meera.post(`/api/posts/${post.id}/retry-failed`);
    expect(retried.body).toEqual({ retried: 2 });
    await meera.untilProgress(post.id, ({ counts }) => counts.published === 2);
    expect(await chainOf('पीछे')).toEqual(['रुका', 'पीछे', 'अंत']);
  });

  it('waits for the person who is asked about a part, and follows the link that they found', async () => {
    const post = await inDoubt('संशय', 'संशय के बाद');
    const cells = await meera.cells(post.id);
    for (const { deliveryId } of await undecided(post.id)) {
      const { accountId } = cells.find((cell) => cell.deliveryId === deliveryId) ?? {
        accountId: 0,
      };
      const account = await remoteIdOf(accountId);
      const part = (await shown('संशय')).find((one) => one.account === account);
      const permalink = `https://x.com/somebody/status/${String(part?.postId)}`;
      await decide(deliveryId, { verdict: 'published', reason: REASON, permalink });
    }
    await world.letPartsComeUp();
    await meera.untilProgress(post.id, ({ counts }) => counts.published === 2);
    expect(await chainOf('संशय के बाद')).toEqual(['संशय', 'संशय के बाद']);
  });

  it('goes no further where a person says that a part may be left', async () => {
    const post = await inDoubt('छोड़ा', 'छोड़े के बाद');
    for (const { deliveryId } of await undecided(post.id)) {
      await decide(deliveryId, { verdict: 'leave', reason: REASON });
    }
    await world.letPartsComeUp();
    const cells = await meera.untilEvery(post.id, ({ state }) => state === 'failed');
    expect(cells.filter(({ part }) => part === 1).map(({ cause }) => cause)).toEqual([
      'part_before',
      'part_before',
    ]);
    expect(await shown('छोड़े के बाद')).toEqual([]);
  });

  it('is taken back whole', async () => {
    const { id } = await settled({ text: 'वापसी', thread: ['वापसी दो', 'वापसी तीन'] });
    const { body } = await meera.post(`/api/posts/${id}/recall`, { reason: REASON });
    expect(body).toMatchObject({ toTakeDown: 2 });
    const { counts } = await meera.untilSettled(id);
    expect(counts.withdrawn).toBe(2);
    for (const text of ['वापसी', 'वापसी दो', 'वापसी तीन']) expect(await shown(text)).toEqual([]);
  });
});

describe('a thread that is written', () => {
  it('is shown as each platform carries it, part by part, for the district where it is longest', async () => {
    const { body } = await meera.post<PostPreview>('/api/posts/preview', {
      ...(await meera.newPost({ text: 'एक', thread: ['दो {district}'] })),
    });
    const on = (name: string) => body.perPlatform.find(({ platform }) => platform === name);
    expect(body.accounts).toBe(6);
    expect(on('x')?.thread).toEqual([
      { longestUnits: 7, maxUnits: 280, text: expect.stringMatching(/^दो /) as string },
    ]);
    expect(on('telegram')?.thread).toEqual([]);
    expect(on('telegram')?.sample?.text).toMatch(/^एक\n\nदो /);
  });

  it.each([
    ['क'.repeat(281), { code: 'part_too_long', field: 'thread[0]' }],
    ['एक जैसा', { code: 'part_repeats', field: 'thread[0]' }],
    [' ', { code: 'part_missing', field: 'thread[0]' }],
    ['{leader} भी', { code: 'variable_missing', field: 'texts' }],
  ])('is refused with the part that X would not take: %s', async (part, problem) => {
    const order: PostOrder = { text: 'एक जैसा', thread: [part], platforms: ['x'] };
    const { status, body } = await meera.tryToPublish(order);
    expect(status).toBe(422);
    expect((body as ProblemsAnswer).problems).toMatchObject([problem]);
  });

  it('is refused where all of it together is too long for a platform that carries it as one', async () => {
    const thread = Array.from({ length: 16 }, (_, index) => `${index} ${'क'.repeat(270)}`);
    const { body } = await meera.tryToPublish({ text: 'लंबा', thread });
    expect((body as ProblemsAnswer).problems).toMatchObject([
      { code: 'text_too_long', field: 'texts.telegram' },
    ]);
  });
});

describe('a thread that is corrected', () => {
  const schedule = { kind: 'at', wallTime: '2099-12-31T17:30', zone: 'Asia/Kolkata' } as const;
  const waiting = () => meera.publish({ text: 'पुराना', thread: ['पुराना दो', 'तीन'], schedule });
  const correct = (id: number, thread?: string[]) =>
    meera.post<ProblemsAnswer>(`/api/posts/${id}/correct`, {
      texts: { common: 'नया' },
      ...(thread ? { thread } : {}),
      reason: REASON,
    });

  it('says the new words of each part, and never one part in the place of another', async () => {
    const { id } = await waiting();
    expect((await correct(id, ['नया दो', 'तीन'])).body).toEqual({ changed: 6, toCorrect: 0 });
    expect(await planned(id)).toEqual([
      ['facebook', 0, 'नया\n\nनया दो\n\nतीन'],
      ['telegram', 0, 'नया\n\nनया दो\n\nतीन'],
      ['x', 0, 'नया'],
      ['x', 1, 'नया दो'],
      ['x', 2, 'तीन'],
    ]);
  });

  it('keeps its further parts where only the text is corrected', async () => {
    const { id } = await waiting();
    await correct(id);
    expect((await planned(id)).filter(([platform]) => platform === 'x')).toEqual([
      ['x', 0, 'नया'],
      ['x', 1, 'पुराना दो'],
      ['x', 2, 'तीन'],
    ]);
  });

  it('is refused with another number of parts, in words that say why', async () => {
    const { id } = await waiting();
    const { status, body } = await correct(id, ['नया दो']);
    expect(status).toBe(422);
    expect(body.problems).toMatchObject([{ code: 'thread_length_fixed', field: 'thread' }]);
    expect(body.problems[0]?.message).toContain('2 further parts');
  });
});

async function settled(order: PostOrder) {
  const post = await meera.publish({ platforms: ['x'], ...order });
  return { id: post.id, ...(await meera.untilSettled(post.id)) };
}

/** Only the first of the posts that arrive at X's accounts meet it. */
async function meet(fault: string, times: number): Promise<void> {
  await world.sandbox.setFaults([{ platform: 'x', operation: 'create', fault, times }]);
}

/** Its first part is public and X does not show it, so that a person is asked. */
async function inDoubt(text: string, next: string) {
  await world.sandbox.set({ xTimelineLagMs: 3_600_000 });
  await meet('accept_then_reset', 2);
  const post = await meera.publish({ text, thread: [next], platforms: ['x'] });
  await meera.untilProgress(post.id, ({ counts }) => counts.needs_decision === 2);
  await world.sandbox.set({ xTimelineLagMs: 0 });
  expect(await shown(next)).toEqual([]);
  return post;
}

async function undecided(postId: number): Promise<DecisionView[]> {
  const { body } = await meera.get<DecisionView[]>('/api/decisions');
  return body.filter((one) => one.postId === postId);
}

async function decide(deliveryId: number, decision: object): Promise<void> {
  const { status } = await meera.post<BoardCell>(
    `/api/deliveries/${deliveryId}/decision`,
    decision,
  );
  expect(status).toBe(200);
}

async function shown(start: string): Promise<WorldPost[]> {
  return (await world.sandbox.posts()).filter(
    ({ text }) => text === start || text.startsWith(`${start}\n`),
  );
}

/** The texts of one chain that holds this one, in the order in which they answer each other. */
async function chainOf(text: string): Promise<string[]> {
  const posts = (await world.sandbox.posts()).filter(({ platform }) => platform === 'x');
  const byId = new Map(posts.map((post) => [post.postId, post]));
  let root = posts.find((post) => post.text === text);
  for (let above = root; above; above = byId.get(above.replyTo ?? '')) root = above;
  const chain: WorldPost[] = [];
  for (let next = root; next; next = posts.find(({ replyTo }) => replyTo === next.postId)) {
    chain.push(next);
  }
  return chain.map((post) => post.text);
}

async function remoteIdOf(accountId: number): Promise<string | undefined> {
  const [row] = await world.dataSource.query<{ id: string }[]>(
    'SELECT remote_id AS id FROM accounts WHERE id = $1',
    [accountId],
  );
  return row?.id;
}

/** Of one district. */
async function planned(postId: number): Promise<[string, number, string][]> {
  const rows = await world.dataSource.query<{ platform: string; part: number; body: string }[]>(
    `SELECT DISTINCT d.platform::text AS platform, d.part, t.body
     FROM deliveries d JOIN filled_texts t ON t.id = d.text_id WHERE d.post_id = $1 ORDER BY 1, 2`,
    [postId],
  );
  return rows.map(({ platform, part, body }) => [platform, part, body]);
}
