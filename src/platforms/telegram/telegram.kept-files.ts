import { z } from 'zod';
import type { Sent } from '../../kernel/egress/index.js';
import type { TelegramAnswer } from './telegram.client.js';
import type { FileKey, KeptFile, SentKind } from './telegram.files.js';

const file = z.object({ file_id: z.string().min(1) });
/** core.telegram.org/bots/api#message, 10.1, read 2026-11-24: of a picture every size has an id, the largest comes last. */
const sentFile = z.object({
  photo: z.array(file).optional(),
  video: file.optional(),
  animation: file.optional(),
  document: file.optional(),
});
const sentFiles = z.union([z.array(sentFile), sentFile.transform((one) => [one])]);

/** Under which ids the files of a public message can be sent again, as far as the answer says so. */
export function keptFilesOf(answer: TelegramAnswer, files: readonly FileKey[]): KeptFile[] {
  const parsed = sentFiles.safeParse(answer.kind === 'done' ? answer.result : undefined);
  return files.flatMap(({ sha256, kind }, index): KeptFile[] => {
    const fileId = fileIdOf(parsed.data?.[index], kind);
    return fileId === undefined ? [] : [{ sha256, kind, fileId }];
  });
}

/**
 * A video without sound may come back as an animation: under that id it could not be sent as a video. An animation comes
 * back as a document beside it, and is none.
 */
function fileIdOf(sent: z.infer<typeof sentFile> | undefined, kind: SentKind) {
  switch (kind) {
    case 'image':
      return sent?.photo?.at(-1)?.file_id;
    case 'video':
      return sent?.video?.file_id;
    case 'animation':
      return sent?.animation?.file_id;
    case 'document':
      return sent?.animation ? undefined : sent?.document?.file_id;
  }
}

/**
 * Telegram has one code, 400, for whatever is wrong with a message, and no document lists its words: those that speak of a
 * file are taken for these ("wrong file identifier"). A wrong guess costs an upload.
 */
export function areIdsRefused(sent: Sent<TelegramAnswer>): boolean {
  if (sent.kind === 'failed' || sent.value.kind === 'done') return false;
  return sent.value.code === 400 && /\bfile|file_|\bmedia/i.test(sent.value.description);
}
