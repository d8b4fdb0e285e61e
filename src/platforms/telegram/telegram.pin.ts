import { watchSend } from '../../kernel/egress/index.js';
import type { Afterwards, Outcome, Target } from '../platform.js';
import type { TelegramClient } from './telegram.client.js';
import type { TelegramCredentials } from './telegram.credentials.js';
import type { TelegramOptions } from './telegram.options.js';
import { readFailure } from './telegram.outcome.js';
import { messageIdsOf } from './telegram.post-id.js';

/**
 * A message is pinned by a request of its own, once, when it is on record. It takes `can_pin_messages` in a group and
 * `can_edit_messages` in a channel, in which no pin ever makes a sound; core.telegram.org/bots/api#pinchatmessage and
 * #chatmemberadministrator, 10.1, read 2026-11-29.
 */
export function withPin(
  outcome: Outcome,
  target: Omit<Target<TelegramCredentials>, 'signal'>,
  { client, options }: { client: TelegramClient; options: TelegramOptions },
): Outcome {
  if (outcome.kind !== 'published' || !options.isPinned) return outcome;
  const [message_id] = messageIdsOf(outcome.remoteId);
  const fields = {
    chat_id: target.remoteId,
    message_id,
    ...(options.isSilent ? { disable_notification: true } : {}),
  };
  const request = { method: 'pinChatMessage', fields };
  const run: Afterwards['run'] = async (signal) => {
    const sent = await watchSend(() => client.call(target.credentials.botToken, request), signal);
    if (sent.kind === 'answered' && sent.value.kind === 'done') return { kind: 'done' };
    return { kind: 'undone', detail: `${readFailure(sent).detail}. ${UNPINNED}` };
  };
  return { ...outcome, afterwards: { note: NOT_KNOWN, run } };
}

const NOT_KNOWN =
  'Whether the message was pinned is not known: look in the chat and pin it by hand';
const UNPINNED =
  'The message is not pinned: pin it by hand, or give the bot the right to (in a channel “Edit messages”, in a group “Pin messages”)';
