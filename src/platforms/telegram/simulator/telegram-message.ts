import { botIdOf } from './telegram-account.js';
import type { ChatCall } from './telegram-call.js';
import { chatOf } from './telegram-chats.js';
import { fileIdOf, type SentFile } from './telegram-upload.js';

export interface Shown {
  readonly id: number;
  readonly sentAt: Date;
  readonly text: string;
  /** The picture or video that the text is the caption of. */
  readonly file?: SentFile;
  /** Further fields of the message. */
  readonly more?: object;
}

/** core.telegram.org/bots/api#message, Bot API 10.1. */
export function shownMessage(call: ChatCall, { id, sentAt, text, file, more }: Shown): object {
  const { chat } = call;
  const words = file ? (text === '' ? {} : { caption: text }) : { text };
  return {
    message_id: id,
    ...(chat.type === 'channel'
      ? { sender_chat: chatOf(chat) }
      : { from: { id: botIdOf(chat), is_bot: true, first_name: 'Sandbox bot' } }),
    chat: chatOf(chat),
    date: seconds(sentAt),
    ...words,
    ...(file ? fileOf(call, file) : {}),
    ...more,
  };
}

export function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

/** Of a photo the server makes smaller ones; an animation is told as a document as well. */
function fileOf(call: ChatCall, file: SentFile): object {
  const file_id = fileIdOf(call, file);
  const { bytes, mime, sha256 } = file;
  const told = { file_id, file_unique_id: sha256.slice(0, 16), file_size: bytes };
  switch (file.kind) {
    case 'photo': {
      const small = { ...told, file_id: `${file_id}s`, file_size: Math.ceil(bytes / 4) };
      return {
        photo: [
          { ...small, width: 90, height: 90 },
          { ...told, width: 1280, height: 1280 },
        ],
      };
    }
    case 'video':
      return { video: { ...told, width: 640, height: 360, duration: 1, mime_type: mime } };
    case 'document':
      return { document: { ...told, mime_type: mime } };
    case 'animation': {
      const animation = { ...told, width: 64, height: 64, duration: 1, mime_type: mime };
      return { animation, document: { ...told, mime_type: mime } };
    }
  }
}
