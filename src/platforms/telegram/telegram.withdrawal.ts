import { Readable } from 'node:stream';
import { watchSend } from '../../kernel/egress/index.js';
import type { Edited, Retracted, Retraction } from '../platform.js';
import type { BotRequest, TelegramClient } from './telegram.client.js';
import { Upload } from './telegram.form.js';
import type { TelegramCredentials } from './telegram.credentials.js';
import { messageIdsOf } from './telegram.post-id.js';
import { hasNoText, outcomeOfEdit } from './telegram.retraction.js';

/** What stands in the place of a post that can't be deleted any more. */
const WITHDRAWN_TEXT = 'यह संदेश वापस ले लिया गया है। / This message has been withdrawn.';

/**
 * Replaces what a post shows: its text by the words above, each picture and video by an empty picture. A bot may edit
 * what it has sent at any time; core.telegram.org/bots/api#editmessagemedia, 10.1, read 2026-11-24. Made twice it is made once.
 */
export async function withdraw(
  client: TelegramClient,
  { credentials, remoteId, postId, signal }: Retraction<TelegramCredentials>,
): Promise<Retracted> {
  const edit = (request: BotRequest) =>
    watchSend(() => client.call(credentials.botToken, request), signal);
  const [first, ...others] = messageIdsOf(postId);
  if (first === undefined) return { kind: 'refused', detail: UNKNOWN_ID };
  if (others.length === 0) {
    const sent = await edit(textEdit(remoteId, first));
    if (!hasNoText(sent)) return withdrawnBy(outcomeOfEdit(sent));
  }
  for (const messageId of [first, ...others]) {
    const caption = messageId === first ? WITHDRAWN_TEXT : '';
    const replace = async (type: Replacement['type']) =>
      outcomeOfEdit(await edit(fileEdit({ chatId: remoteId, messageId }, { type, caption })));
    const shown = await replace('photo');
    const edited =
      shown.kind === 'refused' && others.length > 0 ? await replace('document') : shown;
    if (edited.kind !== 'edited') return withdrawnBy(edited);
  }
  return WITHDRAWN;
}

function withdrawnBy(edited: Edited): Retracted {
  if (edited.kind === 'edited') return WITHDRAWN;
  if (edited.kind === 'unavailable') return edited;
  return { kind: 'refused', detail: `${BY_HAND} (${edited.detail})` };
}

function textEdit(chatId: string, messageId: number): BotRequest {
  const fields = { chat_id: chatId, message_id: messageId, text: WITHDRAWN_TEXT };
  return { method: 'editMessageText', fields };
}

/** In an album of documents a document alone can stand in the place of one; core.telegram.org/bots/api#editmessagemedia. */
interface Replacement {
  type: 'photo' | 'document';
  caption: string;
}

function fileEdit(
  { chatId, messageId }: { chatId: string; messageId: number },
  { type, caption }: Replacement,
): BotRequest {
  const upload = new Upload('withdrawn.png', Readable.from([EMPTY_PICTURE], { objectMode: false }));
  const media = { type, media: upload, ...(caption === '' ? {} : { caption }) };
  return {
    method: 'editMessageMedia',
    fields: { chat_id: chatId, message_id: messageId, media },
  };
}

const WITHDRAWN: Retracted = {
  kind: 'withdrawn',
  detail:
    'Telegram deletes nothing older than 48 hours; the message now says that it was withdrawn',
};
const BY_HAND =
  'Telegram deletes nothing older than 48 hours, and what another bot has sent only where the bot has the right “Delete Messages”; it did not let it be replaced either: open the chat and delete it by hand';
const UNKNOWN_ID =
  'The id of the message is not one of Telegram: open the chat and delete it by hand';

/** 320 by 320 pixels of light grey. */
const EMPTY_PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAUAAAAFACAAAAADo+/p2AAABmUlEQVR42u3QMQEAAAwCIPunM5Ihdg4ikHISBQIFChSIQIECBSJQoECBCBQoUCACBQoUiECBAgUiUKBAgQgUKFAgAgUKFIhAgQIFIlCgQIECEShQoEAEChQoEIECBQpEoECBAhEoUKBABAoUKBCBAgUKRKBAgQIRKFCgQAQKFChQoAKBAgUKRKBAgQIRKFCgQAQKFCgQgQIFCkSgQIECEShQoEAEChQoEIECBQpEoECBAhEoUKBAgQgUKFAgAgUKFIhAgQIFIlCgQIEIFChQIAIFChSIQIECBSJQoECBCBQoUCACBQoUKFCBQIECBSJQoECBCBQoUCACBQoUiECBAgUiUKBAgQgUKFAgAgUKFIhAgQIFIlCgQIEIFChQoEAEChQoEIECBQpEoECBAhEoUKBABAoUKBCBAgUKRKBAgQIRKFCgQAQKFCgQgQIFChSoQKBAgQIRKFCgQAQKFCgQgQIFCkSgQIECEShQoEAEChQoEIECBQpEoECBAhEoUKBABAoUKFAgAgUKFIhAgQIFIlCgQIEIFCjwhwHwEhMMuxOQUwAAAABJRU5ErkJggg==',
  'base64',
);
