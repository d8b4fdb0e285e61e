import type { Answer } from '../../../sandbox/answer.js';
import type { Performance } from '../../../sandbox/simulator.js';
import { botStatusOf } from './telegram-account.js';
import { badRequest, succeeded } from './telegram-answers.js';
import {
  fieldJson,
  fieldText,
  objectionToBot,
  objectionToPace,
  unchanged,
  type ChatCall,
} from './telegram-call.js';
import { albumItems, captionUnits } from './telegram-limits.js';
import { shownMessage } from './telegram-message.js';
import { nextMessageIds } from './telegram-posts.js';
import { parsedText } from './telegram-text.js';
import { takeFile, type FileKind, type SentFile, type TakenFile } from './telegram-upload.js';

/** sendPhoto, sendVideo, sendAnimation and sendDocument: one file with its caption. */
export function sendFile(call: ChatCall, kind: FileKind): Performance {
  const given = { field: kind, media: call.fields[kind] };
  const isLookedAt = fieldText(call.fields, 'disable_content_type_detection') !== 'true';
  const taken = takeFile(call, kind, { ...given, isLookedAt });
  return publish(call, [taken], captionIn(call.fields));
}

/** core.telegram.org/bots/api#sendmediagroup: photos and videos, or documents among themselves; audio is not played. */
export function sendMediaGroup(call: ChatCall): Performance {
  const media = fieldJson(call.fields, 'media');
  const items = Array.isArray(media) ? media.filter(isFields) : [];
  if (items.length < albumItems.least || items.length > albumItems.most) {
    return unchanged(badRequest('group send must contain 2-10 items'));
  }
  const taken = items.map((item): TakenFile => {
    const type = item['type'];
    const kind = type === 'document' && !items.every(isDocument) ? null : type;
    if (kind === 'photo' || kind === 'video' || kind === 'document') {
      return takeFile(call, kind, { media: item['media'] });
    }
    const answer = badRequest("Can't use the media of the specified type in the album");
    return { kind: 'refused', answer };
  });
  const captions = items.map(captionIn);
  const objection = captions.find((caption) => caption.objection)?.objection ?? null;
  const text = captions.map((caption) => caption.text).find((each) => each !== '') ?? '';
  return publish(call, taken, { text, objection });
}

function isDocument({ type }: Record<string, unknown>): boolean {
  return type === 'document';
}

export interface Caption {
  text: string;
  objection: Answer | null;
}

export function captionIn(fields: ChatCall['fields']): Caption {
  const parsed = parsedText(fieldText(fields, 'caption'), fieldText(fields, 'parse_mode'));
  if (parsed.kind === 'unparsable') return { text: '', objection: badRequest(parsed.reason) };
  const isTooLong = parsed.text.length > captionUnits;
  return {
    text: parsed.text,
    objection: isTooLong ? badRequest('message caption is too long') : null,
  };
}

function publish(call: ChatCall, taken: readonly TakenFile[], caption: Caption): Performance {
  const refusal = taken.find((each) => each.kind === 'refused');
  const objection =
    objectionToBot(call) ??
    objectionToMedia(call) ??
    refusal?.answer ??
    caption.objection ??
    objectionToPace(call, taken.length);
  if (objection) return unchanged(objection);
  const files = taken.flatMap((each): SentFile[] => (each.kind === 'taken' ? [each.file] : []));
  const ids = nextMessageIds(call, files.length);
  const shown = files.map((file, index) =>
    shownMessage(call, {
      id: ids[index] ?? 0,
      sentAt: call.desk.now,
      file,
      text: index === 0 ? caption.text : '',
    }),
  );
  const postId = ids.join(',');
  return {
    answer: succeeded(shown.length === 1 ? shown[0] : shown),
    changes: [{ event: 'published', postId, text: caption.text, attachments: files }],
  };
}

function objectionToMedia({ chat }: ChatCall): Answer | null {
  const isHeldBack = botStatusOf(chat) === 'member' && !chat.membersMaySendMedia;
  return isHeldBack ? badRequest('not enough rights to send photos to the chat') : null;
}

export function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
