import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountView } from '../../src/contract/accounts.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { failOnce } from '../support/fail-once.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

const BOT_TOKEN = '515151:canary-of-the-group-bot';
/** A district for each test. */
const DISTRICTS = ['agra', 'lucknow', 'varanasi', 'mathura', 'meerut'];

let world: World;
let owner: Person;
let test = -1;
let district: string;
let was: string;
let isNow: string;
beforeAll(async () => {
  world = await World.open({
    districts: DISTRICTS,
    settings: { MUNADI_TELEGRAM_FIND_CHATS: 'false' },
  });
  owner = await world.signIn('owner');
  await world.dataSource.query(`DELETE FROM accounts WHERE platform = 'telegram'`);
});
afterAll(() => world.close());
beforeEach(async () => {
  test += 1;
  district = DISTRICTS[test] ?? '';
  was = `-400${test}`;
  isNow = `-100400${test}`;
  await world.sandbox.putAccounts([group()]);
  await connect(was, `${district} group`);
});

function group() {
  const title = `${district} group`;
  return {
    platform: 'telegram',
    username: '',
    title,
    type: 'group',
    chatId: was,
    botToken: BOT_TOKEN,
  };
}

/** What Telegram does when a group is upgraded: the earlier id leads to the new one. */
async function upgrade(): Promise<void> {
  await world.sandbox.putAccounts([
    { ...group(), movedToChatId: isNow },
    { ...group(), chatId: isNow, type: 'supergroup' },
  ]);
}

async function connect(remoteId: string, handle: string): Promise<void> {
  const content = [
    'district,platform,handle,remoteId,botToken',
    `${district},telegram,${handle},${remoteId},${BOT_TOKEN}`,
  ].join('\n');
  expect((await owner.post('/api/accounts/import', { content })).status).toBe(200);
}

const publish = (text: string) =>
  owner.publish({ text, platforms: ['telegram'], districts: [district] });
const account = async (remoteId: string) => {
  const { body } = await owner.get<AccountView[]>('/api/accounts?platform=telegram');
  return body.find((one) => one.remoteId === remoteId);
};
const shownIn = async (chat: string) =>
  (await world.sandbox.posts()).filter((post) => post.account === chat).map(({ text }) => text);

/** The account is seen to after the try is recorded: the next one comes up when that is done. */
async function publishThroughMove(text: string, isSeenTo = isFollowed): Promise<number> {
  const post = await publish(text);
  await owner.untilEvery(post.id, ({ state }) => state === 'retry_wait');
  await expect.poll(isSeenTo, { timeout: 20_000 }).toBe(true);
  await world.letWaitsEnd();
  return post.id;
}
const isFollowed = async () => (await account(isNow)) !== undefined;
async function hasFailedOnce(): Promise<boolean> {
  const [writes] = await rowsOf<{ hasRun: boolean }>(
    world.dataSource,
    'SELECT is_called AS "hasRun" FROM writes',
  );
  return writes?.hasRun === true;
}

describe('a group that became a supergroup', () => {
  it('is followed: the post goes out once under the new id, and the audit tells of it', async () => {
    const { id } = (await account(was)) ?? {};
    await upgrade();
    const postId = await publishThroughMove('अब नया समूह');
    expect((await owner.untilSettled(postId)).counts.published).toBe(1);
    expect(await shownIn(isNow)).toEqual(['अब नया समूह']);
    expect(await account(isNow)).toMatchObject({ id });
    expect(await account(was)).toBeUndefined();
    const lines: unknown = await world.dataSource.query(
      `SELECT person_id, details FROM audit_events WHERE action = 'account.moved' AND subject = $1`,
      [`account:${id}`],
    );
    expect(lines).toEqual([{ person_id: null, details: { was, isNow } }]);
  });

  it('is followed with the next try when the process ended before it could', async () => {
    await upgrade();
    await failOnce(world.dataSource, 'accounts');
    const postId = await publishThroughMove('बीच में बंद', hasFailedOnce);
    await expect.poll(isFollowed, { timeout: 20_000 }).toBe(true);
    await world.letWaitsEnd();
    expect((await owner.untilSettled(postId)).counts.published).toBe(1);
    expect(await shownIn(isNow)).toEqual(['बीच में बंद']);
    expect(await account(isNow)).toBeDefined();
  });

  it('is left to a person when the supergroup is connected as another account', async () => {
    await upgrade();
    await connect(isNow, 'the supergroup');
    const post = await publish('दो नहीं');
    const { counts } = await owner.untilSettled(post.id);
    expect(counts).toMatchObject({ published: 1, failed: 1 });
    expect(await shownIn(isNow)).toEqual(['दो नहीं']);
    const { health, trouble, healthDetail } = (await account(was)) ?? {};
    expect({ health, trouble }).toEqual({ health: 'broken', trouble: 'moved' });
    expect(healthDetail).toContain('the supergroup');
  });

  it('keeps what was sent before: no other message is taken down in its place', async () => {
    const before = await publish('पुराना संदेश');
    await owner.untilSettled(before.id);
    await upgrade();
    await owner.untilSettled(await publishThroughMove('नया संदेश'));
    expect((await world.sandbox.posts()).map(({ postId }) => postId)).toContain('1');
    await owner.post(`/api/posts/${before.id}/recall`, { reason: 'ग़लत' });
    const [cell] = await owner.untilEvery(before.id, ({ state }) => state === 'recall_unknown');
    expect(cell?.detail).toContain('by hand');
    expect(await shownIn(isNow)).toEqual(['नया संदेश']);
  });

  it('is followed by a check as well, and is well then', async () => {
    const { id } = (await account(was)) ?? {};
    await upgrade();
    const { body } = await owner.post<AccountView>(`/api/accounts/${id}/check`);
    expect(body).toMatchObject({ remoteId: isNow, health: 'healthy' });
  });
});
