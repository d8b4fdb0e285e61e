import type { Budget } from '../platform.js';
import { botIdOf, type TelegramCredentials } from './telegram.credentials.js';
import { BOT_SECOND, CHAT_MINUTE, CHAT_SECOND } from './telegram.limits.js';

/**
 * A message. An album is as many, which is not known here: its answer pauses the chat for the others.
 * A delete is no message: only the bot's own limit counts it, and that one Telegram calls wide enough for all reasonable
 * use (tdlib/telegram-bot-api issue 572).
 */
export function budgetsOf(
  { remoteId, credentials }: { remoteId: string; credentials: TelegramCredentials },
  operation: 'publish' | 'retract',
): readonly Budget[] {
  const chat = `telegram/chat/${remoteId}`;
  const bot = budget(`telegram/bot/${botIdOf(credentials)}`, BOT_SECOND);
  if (operation === 'retract') return [{ ...bot, scope: 'application' }];
  return [
    { ...budget(chat, CHAT_SECOND), scope: 'account' },
    { ...budget(`${chat}/minute`, CHAT_MINUTE), scope: 'account' },
    { ...bot, scope: 'application' },
  ];
}

function budget(key: string, { burst, intervalMs }: { burst: number; intervalMs: number }) {
  return { key, burst, intervalMs };
}
