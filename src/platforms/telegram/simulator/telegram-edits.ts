import type { Answer } from '../../../sandbox/answer.js';
import type { Attachment } from '../../../sandbox/ledger-line.js';
import type { Performance } from '../../../sandbox/simulator.js';
import type { Post } from '../../../sandbox/world.js';
import { badRequest, sameContent, succeeded } from './telegram-answers.js';
import {
  fieldJson,
  fieldText,
  objectionToBot,
  objectionToPace,
  unchanged,
  type ChatCall,
} from './telegram-call.js';
import { captionIn, isFields } from './telegram-media.js';
import { seconds, shownMessage } from './telegram-message.js';
import { isAnothers, postNamed } from './telegram-posts.js';
import { wantedText } from './telegram-messages.js';
import { isFile, takeFile } from './telegram-upload.js';

/** core.telegram.org/bots/api#editmessagetext. The words of the refusals are the server's, tdlib/td 2026-05. */
export function editMessageText(call: ChatCall): Performance {
  const wanted = wantedText(call);
  const found = postNamed(call);
  const objection = objectionToBot(call) ?? wanted.objection ?? objectionToPace(call);
  if (objection) return unchanged(objection);
  if (!found) return unchanged(badRequest(notFound));
  if (isAnothersPost(call)) return unchanged(badRequest(notOurs));
  if (found.post.attachments.length > 0) {
    return unchanged(badRequest('there is no text in the message to edit'));
  }
  return rewrite(call, { ...found, text: wanted.text, attachments: [] });
}

export function editMessageCaption(call: ChatCall): Performance {
  const caption = captionIn(call.fields);
  const found = postNamed(call);
  const objection = objectionToBot(call) ?? caption.objection ?? objectionToPace(call);
  if (objection) return unchanged(objection);
  if (!found) return unchanged(badRequest(notFound));
  if (isAnothersPost(call)) return unchanged(badRequest(notOurs));
  const { attachments } = found.post;
  if (!attachments.some(isFile)) {
    return unchanged(badRequest('there is no caption in the message to edit'));
  }
  return rewrite(call, { ...found, text: caption.text, attachments });
}

/** The new file comes with its own caption, or with none. */
export function editMessageMedia(call: ChatCall): Performance {
  const media = fieldJson(call.fields, 'media');
  const found = postNamed(call);
  const objection = objectionToBot(call) ?? objectionToMedia(media) ?? objectionToPace(call);
  if (objection) return unchanged(objection);
  if (!found) return unchanged(badRequest(notFound));
  if (isAnothersPost(call)) return unchanged(badRequest(notOurs));
  const { post, index } = found;
  if (post.attachments.some(({ kind }) => kind === 'poll') || !isFields(media)) {
    return unchanged(badRequest(notOurs));
  }
  const kind = kindOf(media) ?? 'photo';
  const wasDocument = post.attachments[index]?.kind === 'document';
  if (post.attachments.length > 1 && wasDocument !== (kind === 'document')) {
    return unchanged(badRequest("Can't change media type in the album"));
  }
  const taken = takeFile(call, kind, { media: media['media'] });
  if (taken.kind === 'refused') return unchanged(taken.answer);
  const attachments = post.attachments.with(index, taken.file);
  const text = index === 0 ? captionIn(media).text : post.text;
  return rewrite(call, { post, index, text, attachments });
}

const notFound = 'message to edit not found';
const notOurs = "message can't be edited";

/** A bot edits nothing but what it has sent. */
function isAnothersPost(call: ChatCall): boolean {
  return isAnothers(call, Number(fieldText(call.fields, 'message_id')));
}

interface Rewriting {
  post: Post;
  index: number;
  text: string;
  attachments: readonly Attachment[];
}

function rewrite(call: ChatCall, { post, index, text, attachments }: Rewriting): Performance {
  const isSame = JSON.stringify(post.attachments) === JSON.stringify(attachments);
  if (post.text === text && isSame) return unchanged(badRequest(sameContent));
  const { postId, createdAt: sentAt } = post;
  const file = attachments[index];
  const shown = shownMessage(call, {
    id: Number(postId.split(',')[index]),
    sentAt,
    text: index === 0 ? text : '',
    ...(file && isFile(file) ? { file } : {}),
    more: { edit_date: seconds(call.desk.now) },
  });
  return {
    answer: succeeded(shown),
    changes: [{ event: 'edited', postId, text, attachments }],
  };
}

/** Other kinds than these are not played. */
function objectionToMedia(media: unknown): Answer | null {
  if (!isFields(media)) return badRequest("can't parse InputMedia: expected an object");
  const caption = captionIn(media);
  if (caption.objection) return caption.objection;
  return kindOf(media) ? null : badRequest("can't parse InputMedia: unsupported type");
}

function kindOf({ type }: Record<string, unknown>): 'photo' | 'video' | 'document' | null {
  return type === 'photo' || type === 'video' || type === 'document' ? type : null;
}
