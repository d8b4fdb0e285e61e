import type { MediaKind } from '../../contract/media.js';
import type { Poll } from '../../contract/post-options.js';
import type { BotRequest } from './telegram.client.js';
import type { TelegramOptions } from './telegram.options.js';
import type { ReadyFile } from './telegram.uploads.js';

/** What one post says, with its files opened or known to Telegram. */
export interface Message {
  chatId: string;
  text: string;
  files: readonly ReadyFile[];
  options: TelegramOptions;
}

/** Pure: the one request that makes a post public. Plain text: no markup is read, so nothing in a text can break it. */
export function requestOf(message: Message): BotRequest {
  const { chatId, text, files, options } = message;
  const common = {
    chat_id: chatId,
    ...(options.isSilent ? { disable_notification: true } : {}),
    ...(options.isProtected ? { protect_content: true } : {}),
  };
  if (options.poll) return pollOf(common, text, options.poll);
  const [file, ...others] = files;
  if (!file) {
    return { method: 'sendMessage', fields: { ...common, text, ...previewOf(text, options) } };
  }
  if (others.length > 0) return albumOf(common, message);
  if (options.isAsFile) {
    const fields = { ...common, document: file.media, ...AS_IT_IS, ...captionOf(text) };
    return { method: 'sendDocument', fields };
  }
  const { method, field } = SENT_ALONE[file.facts.kind];
  const fields = { ...common, [field]: file.media, ...measuresOf(file), ...captionOf(text) };
  return { method, fields };
}

/**
 * Otherwise a GIF becomes an animation, and a video a video; in an album Telegram does not look either way.
 * core.telegram.org/bots/api#senddocument and #inputmediadocument, 10.1, read 2026-11-24.
 */
const AS_IT_IS = { disable_content_type_detection: true };

const SENT_ALONE: Record<MediaKind, { method: string; field: string }> = {
  image: { method: 'sendPhoto', field: 'photo' },
  animation: { method: 'sendAnimation', field: 'animation' },
  video: { method: 'sendVideo', field: 'video' },
};

/** The caption of its first picture is shown as that of the album; core.telegram.org/bots/api#sendmediagroup. */
function albumOf(common: object, { text, files, options }: Message): BotRequest {
  const media = files.map((file, index) => ({
    ...(options.isAsFile ? { type: 'document' } : { type: shownAs(file), ...measuresOf(file) }),
    media: file.media,
    ...(index === 0 ? captionOf(text) : {}),
  }));
  return { method: 'sendMediaGroup', fields: { ...common, media } };
}

function shownAs({ facts }: ReadyFile): 'video' | 'photo' {
  return facts.kind === 'video' ? 'video' : 'photo';
}

/** Without them some clients show a video as a square until it is loaded. */
function measuresOf({ facts }: ReadyFile): object {
  if (facts.kind !== 'video') return {};
  const duration =
    facts.durationMs === null ? {} : { duration: Math.round(facts.durationMs / 1_000) };
  return { width: facts.widthPx, height: facts.heightPx, ...duration, supports_streaming: true };
}

function captionOf(text: string): object {
  return text === '' ? {} : { caption: text };
}

function pollOf(common: object, text: string, poll: Poll): BotRequest {
  const { question, answers, openForMinutes } = poll;
  const words = question === '' ? { question: text } : { question, ...descriptionOf(text) };
  const options = answers.map((answer) => ({ text: answer }));
  return {
    method: 'sendPoll',
    fields: { ...common, ...words, options, open_period: openForMinutes * 60 },
  };
}

function descriptionOf(text: string): object {
  return text === '' ? {} : { description: text };
}

/**
 * Said with every text, also with another one: what is left out goes back to the usual. A wish for a large one is passed
 * over unless the address is named; core.telegram.org/bots/api#linkpreviewoptions.
 */
export function previewOf(text: string, { linkPreview }: TelegramOptions): object {
  if (linkPreview === 'off') return { link_preview_options: { is_disabled: true } };
  const [url] = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?।)]/.exec(text) ?? [];
  if (linkPreview === 'on' || url === undefined) return {};
  return { link_preview_options: { url, prefer_large_media: true } };
}
