import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/contract/post-options.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { WorkerDatabase } from '../../src/kernel/database/worker-database.js';
import { watchSend } from '../../src/kernel/egress/index.js';
import type { MediaFile, Outcome } from '../../src/platforms/platform.js';
import { TelegramFilesStore } from '../../src/platforms/telegram/telegram.files.store.js';
import type { TelegramPlatform } from '../../src/platforms/telegram/telegram.platform.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { aPicture, anAnimation, aVideo } from './media-files.js';
import { stillClock } from './publishing.js';
import { openStage, type Stage } from './sandbox-stage.js';
import { BOT_TOKEN, LUCKNOW, telegramAt } from './telegram-at.js';

const KANPUR = { ...LUCKNOW, chatId: '-1004712', username: 'kanpur_channel' };
const OTHER_BOT = '800800:canary-of-another-bot';
const AGRA = { ...LUCKNOW, chatId: '-1004713', username: 'agra_channel', botToken: OTHER_BOT };
const { signal } = new AbortController();

let database: FreshDatabase;
let stage: Stage;
let platform: TelegramPlatform;
let store: TelegramFilesStore;
let worker: WorkerDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  stage = await openStage(stillClock);
  worker = new WorkerDatabase(database.url);
  store = new TelegramFilesStore(worker);
  platform = telegramAt(stage.url, store);
});
beforeEach(async () => {
  await rowsOf(database.dataSource, 'TRUNCATE telegram_files');
  await stage.startOver([LUCKNOW, KANPUR, AGRA]);
});
afterAll(async () => {
  await stage.stop();
  await worker.close();
  await database.drop();
});

function publishTo(
  { chatId, username, botToken }: { chatId: string; username: string; botToken: string },
  media: readonly MediaFile[],
  options: OptionValues = {},
): Promise<Outcome> {
  return platform.publish({
    remoteId: chatId,
    handle: username,
    credentials: { botToken },
    text: 'कल शिविर है',
    media,
    options,
    replyTo: null,
    progress: undefined,
    signal,
    remember: () => Promise.resolve(),
    commit: (send) => watchSend(send, signal),
  });
}

/** The file, counting how often its bytes were read. */
function counted(file: MediaFile): MediaFile & { reads: number } {
  const one = {
    ...file,
    reads: 0,
    open: () => {
      one.reads += 1;
      return file.open();
    },
  };
  return one;
}

describe('a file that goes to many chats of one bot', () => {
  it.each([
    ['picture', aPicture()],
    ['animation', anAnimation()],
    ['video', aVideo()],
  ])('is uploaded once: a %s', async (_what, file) => {
    const once = counted(file);
    expect(await publishTo(LUCKNOW, [once])).toMatchObject({ kind: 'published' });
    expect(await publishTo(KANPUR, [once])).toMatchObject({ kind: 'published' });
    expect(once.reads).toBe(1);
    const seen = (await stage.posts()).map(({ attachments }) => attachments);
    expect(seen).toMatchObject([[{ sha256: file.sha256 }], [{ sha256: file.sha256 }]]);
  });

  it('is uploaded once in an album, beside files that are new', async () => {
    const [known, fresh] = [counted(aPicture(1)), counted(aPicture(2))];
    await publishTo(LUCKNOW, [known]);
    expect(await publishTo(KANPUR, [fresh, known])).toMatchObject({ kind: 'published' });
    expect(await publishTo(LUCKNOW, [known, fresh])).toMatchObject({ kind: 'published' });
    expect([known.reads, fresh.reads]).toEqual([1, 1]);
  });

  it('is uploaded once more as a file: what was sent as a picture is sent as a picture only', async () => {
    const [shown, asFile] = [counted(aPicture()), { asFile: true }];
    await publishTo(LUCKNOW, [shown]);
    expect(await publishTo(KANPUR, [shown], asFile)).toMatchObject({ kind: 'published' });
    expect(shown.reads).toBe(2);
    expect(await publishTo(LUCKNOW, [shown], asFile)).toMatchObject({ kind: 'published' });
    expect(await publishTo(KANPUR, [shown])).toMatchObject({ kind: 'published' });
    expect(shown.reads).toBe(2);
    const kinds = (await stage.posts()).flatMap(({ attachments }) =>
      attachments.map(({ kind }) => kind),
    );
    expect(kinds.toSorted()).toEqual(['document', 'document', 'photo', 'photo']);
  });

  it('is uploaded by each bot for itself', async () => {
    const once = counted(aPicture());
    await publishTo(LUCKNOW, [once]);
    expect(await publishTo(AGRA, [once])).toMatchObject({ kind: 'published' });
    expect(once.reads).toBe(2);
  });

  it('is uploaded again when Telegram has lost it, and the post is sent by the next call', async () => {
    const file = aPicture();
    await store.keep('700700', [{ ...file, fileId: 'an id that Telegram has forgotten' }]);
    expect(await publishTo(LUCKNOW, [file])).toMatchObject({ kind: 'unavailable' });
    expect(await stage.posts()).toEqual([]);
    expect(await publishTo(LUCKNOW, [file])).toMatchObject({ kind: 'published' });
    expect(await stage.posts()).toHaveLength(1);
  });
});

describe('a large file that several deliveries would upload at once', () => {
  const large = aVideo({ leastBytes: 1_200_000 });

  it('is uploaded by one; the others wait and then send it by its id', async () => {
    await store.reserve('700700', [large]);
    expect(await publishTo(KANPUR, [large])).toMatchObject({ kind: 'waiting' });
    expect(await stage.ledger()).toEqual([]);
    await store.release('700700', [large]);
    await publishTo(LUCKNOW, [large]);
    const once = counted(large);
    expect(await publishTo(KANPUR, [once])).toMatchObject({ kind: 'published' });
    expect(once.reads).toBe(0);
  });

  it('is the next one to upload when nothing came of the first upload', async () => {
    await stage.meet({ fault: 'refuse', operation: 'create', times: 1 });
    expect(await publishTo(LUCKNOW, [large])).toMatchObject({ kind: 'refused' });
    expect(await publishTo(KANPUR, [large])).toMatchObject({ kind: 'published' });
  });

  it('is not waited for after the process that uploads it has died', async () => {
    await store.reserve('700700', [large]);
    const overdue = `UPDATE telegram_files SET reserved_until = now() - interval '1 second'`;
    await rowsOf(database.dataSource, overdue);
    expect(await publishTo(KANPUR, [large])).toMatchObject({ kind: 'published' });
  });

  it('is reserved with the others of its album, or none of them is', async () => {
    const another = aVideo({ leastBytes: 1_300_000 });
    await store.reserve('700700', [large]);
    expect(await store.reserve('700700', [another, large])).toBe(false);
    expect(await store.reserve('700700', [another])).toBe(true);
  });
});

it('shows no token in what is kept', async () => {
  await publishTo(LUCKNOW, [aPicture()]);
  const rows = await rowsOf(database.dataSource, 'SELECT * FROM telegram_files');
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(BOT_TOKEN.split(':')[1]);
});
