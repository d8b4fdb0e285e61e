import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BoardCell } from '../../src/contract/deliveries.js';
import type { PostPreview } from '../../src/contract/posts.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

const BOT_TOKEN = '616161:canary-of-the-pinning-bot';
const CHANNEL = {
  platform: 'telegram',
  chatId: '-1006161',
  username: 'lucknow_pins',
  title: 'लखनऊ',
  botToken: BOT_TOKEN,
};

let world: World;
let meera: Person;
let owner: Person;
beforeAll(async () => {
  world = await World.open({ districts: ['lucknow'] });
  await world.dataSource.query(`DELETE FROM accounts WHERE platform = 'telegram'`);
  await world.sandbox.putAccounts([CHANNEL]);
  owner = await world.signIn('owner');
  const content = [
    'district,platform,handle,remoteId,botToken',
    `lucknow,telegram,@lucknow_pins,${CHANNEL.chatId},${BOT_TOKEN}`,
  ].join('\n');
  await owner.post('/api/accounts/import', { content });
  meera = await world.signIn('meera');
});
afterAll(() => world.close());
afterEach(async () => {
  await world.sandbox.clearFaults();
  await world.sandbox.putAccounts([CHANNEL]);
});

const publish = (text: string) =>
  meera.publish({ text, platforms: ['telegram'], options: { telegram: { pin: true } } });
const untilPublished = async (postId: number, isReached: (cell: BoardCell) => boolean) => {
  const isThere = (cell: BoardCell) => cell.state === 'published' && isReached(cell);
  const [cell] = await meera.untilEvery(postId, isThere);
  return cell;
};
const check = async () => {
  const [account] = await world.dataSource.query<{ id: number }[]>(
    `SELECT id FROM accounts WHERE platform = 'telegram'`,
  );
  await owner.post(`/api/accounts/${account?.id ?? 0}/check`, {});
};
const shown = async (text: string) =>
  (await world.sandbox.posts()).filter((post) => post.text === text);

describe('a post that shall be pinned', () => {
  it('is published and pinned, and nothing is left to say', async () => {
    const post = await publish('ऊपर रहे');
    expect(await untilPublished(post.id, ({ note }) => note === null)).toMatchObject({
      note: null,
    });
    expect(await shown('ऊपर रहे')).toHaveLength(1);
  });

  it('is published all the same where the bot may not pin, once, and says what to do', async () => {
    await world.sandbox.putAccounts([{ ...CHANNEL, botMayPin: false }]);
    const post = await publish('बिना पिन');
    const cell = await untilPublished(post.id, ({ note }) => note?.includes('rights') === true);
    expect(cell?.note).toContain('pin it by hand');
    expect(cell).toMatchObject({ attempts: 1, cause: null, detail: null });
    expect(await shown('बिना पिन')).toHaveLength(1);
  });

  it('is said before it goes out where the bot may not pin, with the right that it takes', async () => {
    await world.sandbox.putAccounts([{ ...CHANNEL, botMayPin: false }]);
    await check();
    const ofPin = async (pin: boolean) => {
      const options = { telegram: { pin } };
      const draft = await meera.newPost({ text: 'कल', platforms: ['telegram'], options });
      return (await meera.post<PostPreview>('/api/posts/preview', draft)).body.warnings;
    };
    expect(await ofPin(true)).toMatchObject([
      { code: 'ability_missing', message: expect.stringContaining('Edit Messages') as string },
    ]);
    expect(await ofPin(false)).toEqual([]);
    await world.sandbox.putAccounts([CHANNEL]);
    await check();
    expect(await ofPin(true)).toEqual([]);
  });

  it('is on record before it is pinned: whoever dies in between leaves a note', async () => {
    await world.sandbox.setFaults([
      { platform: 'telegram', operation: 'edit', fault: 'hang_before', times: 1 },
    ]);
    const post = await publish('पहले दर्ज');
    const cell = await untilPublished(post.id, ({ note }) => note !== null);
    expect(cell?.note).toContain('is not known');
    expect(await shown('पहले दर्ज')).toHaveLength(1);
    const [line] = await world.dataSource.query<{ outcome: string; detail: string }[]>(
      `SELECT outcome, detail FROM attempts WHERE delivery_id = $1`,
      [cell?.deliveryId],
    );
    expect(line).toMatchObject({ outcome: 'published', detail: cell?.note });
  });

  it('is tried once: an answer that is lost is told, and no post is sent again', async () => {
    await world.sandbox.setFaults([
      { platform: 'telegram', operation: 'edit', fault: 'server_error_before' },
    ]);
    const post = await publish('एक ही बार');
    const cell = await untilPublished(post.id, ({ note }) => note?.includes('not pinned') === true);
    expect(cell?.attempts).toBe(1);
    expect(await world.sandbox.firedFaults()).toBe(1);
    expect(await shown('एक ही बार')).toHaveLength(1);
  });
});
