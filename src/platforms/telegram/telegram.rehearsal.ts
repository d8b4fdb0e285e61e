import { z } from 'zod';
import type { Rehearsed, Target } from '../platform.js';
import type { TelegramClient } from './telegram.client.js';
import type { TelegramCredentials } from './telegram.credentials.js';
import { ask, standingIn, type NotTold } from './telegram.standing.js';

/**
 * Asks for the bot's rights, and in a group lets its members see for five seconds that the bot is writing, which Telegram
 * refuses a bot that may not write. Channels do not have that: core.telegram.org/bots/api#sendchataction, 10.1, read 2026-11-29.
 */
export async function rehearseWriting(
  client: TelegramClient,
  target: Target<TelegramCredentials>,
): Promise<Rehearsed> {
  const standing = await standingIn(client, target);
  if (standing.kind === 'untold') return without(standing.failure);
  if (standing.value.chat.type === 'channel') {
    return { kind: 'passed', proved: ['identified', 'may_publish'], leaves: null };
  }
  const fields = { chat_id: target.remoteId, action: 'typing' };
  const shown = await ask(client, target, {
    method: 'sendChatAction',
    fields,
    shape: z.literal(true),
  });
  return shown.kind === 'untold'
    ? without(shown.failure)
    : { kind: 'passed', proved: ['identified', 'may_publish', 'writes'], leaves: null };
}

/** Whoever asks next names the supergroup. */
function without(failure: NotTold): Rehearsed {
  return failure.kind === 'moved' ? { kind: 'unavailable', detail: failure.detail } : failure;
}
