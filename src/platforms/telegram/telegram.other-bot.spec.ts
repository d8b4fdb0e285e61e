import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aPicture } from '../../../test/platforms/media-files.js';
import { HeldClock } from '../../../test/platforms/publishing.js';
import { openStage, type Stage } from '../../../test/platforms/sandbox-stage.js';
import { AT_LUCKNOW, LUCKNOW, telegramAt } from '../../../test/platforms/telegram-at.js';
import { watchSend } from '../../kernel/egress/index.js';
import type { MediaFile } from '../platform.js';
import type { FileKey, KeptFile, TelegramFiles } from './telegram.files.js';
import type { TelegramPlatform } from './telegram.platform.js';

const NEW_TOKEN = '800800:canary-of-the-new-bot';
const AT_NEW = { ...AT_LUCKNOW, credentials: { botToken: NEW_TOKEN } };
const { signal } = new AbortController();
const clock = new HeldClock();

/** What the database does, without a database. */
class Memory implements TelegramFiles {
  private readonly kept = new Map<string, KeptFile>();

  async find(botId: string, files: readonly FileKey[]): Promise<KeptFile[]> {
    return files.flatMap((file) => this.kept.get(nameOf(botId, file)) ?? []);
  }
  reserve = () => Promise.resolve(true);
  release = () => Promise.resolve();
  async keep(botId: string, files: readonly KeptFile[]): Promise<void> {
    for (const file of files) this.kept.set(nameOf(botId, file), file);
  }
  forget = () => Promise.resolve();
}

const nameOf = (botId: string, { kind, sha256 }: FileKey) => `${botId}/${kind}/${sha256}`;

let stage: Stage;
let platform: TelegramPlatform;

beforeAll(async () => {
  stage = await openStage(clock);
});
beforeEach(async () => {
  clock.startOver();
  platform = telegramAt(stage.url, new Memory());
  await stage.startOver([LUCKNOW]);
});
afterAll(() => stage.stop());

async function published(media: readonly MediaFile[], target = AT_LUCKNOW): Promise<string> {
  const outcome = await platform.publish({
    ...target,
    text: 'कल शिविर है',
    media,
    options: {},
    replyTo: null,
    progress: undefined,
    signal,
    remember: () => Promise.resolve(),
    commit: (send) => watchSend(send, signal),
  });
  return outcome.kind === 'published' ? outcome.remoteId : outcome.kind;
}

const replaceTheBot = (bot: object = {}) =>
  stage.change([{ ...LUCKNOW, botToken: NEW_TOKEN, ...bot }]);
const retract = (postId: string) =>
  platform.retract({ ...AT_NEW, postId, publishedAt: clock.now(), signal });

describe('a channel whose bot was replaced by another one', () => {
  it('gets the next post with its picture at once: nothing is sent by an id of the old bot', async () => {
    const picture = aPicture();
    await published([picture]);
    await replaceTheBot();
    expect(await published([picture], AT_NEW)).toBe('2');
    const seen = (await stage.posts()).map(({ attachments }) => attachments);
    expect(seen).toMatchObject([[{ sha256: picture.sha256 }], [{ sha256: picture.sha256 }]]);
    expect((await stage.ledger()).filter(({ event }) => event === 'refused')).toEqual([]);
  });

  it('loses what the old bot has sent when it is taken back, where the new one may delete', async () => {
    const postId = await published([aPicture(1), aPicture(2)]);
    await replaceTheBot();
    expect(await retract(postId)).toEqual({ kind: 'retracted' });
    expect(await stage.posts()).toEqual([]);
  });

  it('keeps it where the new one may not, and says which right it takes', async () => {
    const postId = await published([]);
    await replaceTheBot({ botMayDelete: false });
    expect(await retract(postId)).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining('“Delete Messages”') as string,
    });
    expect(await stage.posts()).toHaveLength(1);
  });

  it('keeps the old words, and says why they can’t be changed and what to do', async () => {
    const postId = await published([]);
    await replaceTheBot();
    const words = { text: 'नया', hasMedia: false, options: {}, publishedAt: clock.now() };
    expect(await platform.edit({ ...AT_NEW, postId, ...words, signal })).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining('If another bot sent this') as string,
    });
  });
});
