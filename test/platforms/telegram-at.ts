import { TelegramClient } from '../../src/platforms/telegram/telegram.client.js';
import type { TelegramFiles } from '../../src/platforms/telegram/telegram.files.js';
import { TelegramPlatform } from '../../src/platforms/telegram/telegram.platform.js';

/** Every file is uploaded anew: for tests in which nothing hangs on that. */
const KEEPS_NOTHING: TelegramFiles = {
  find: () => Promise.resolve([]),
  reserve: () => Promise.resolve(true),
  release: () => Promise.resolve(),
  keep: () => Promise.resolve(),
  forget: () => Promise.resolve(),
};

/** Telegram's adapter, pointed at a machine that plays it below `/telegram`. */
export function telegramAt(url: string, files = KEEPS_NOTHING): TelegramPlatform {
  return new TelegramPlatform(new TelegramClient(`${url}/telegram`), files);
}

export const BOT_TOKEN = '700700:canary-of-the-bot';

export const LUCKNOW = {
  platform: 'telegram',
  chatId: '-1004711',
  username: 'lucknow_channel',
  title: 'लखनऊ',
  botToken: BOT_TOKEN,
  memberCount: 5120,
} as const;

/** What a request for Lucknow's channel names. */
export const AT_LUCKNOW = {
  remoteId: LUCKNOW.chatId,
  handle: LUCKNOW.username,
  credentials: { botToken: BOT_TOKEN },
};
