import { z } from 'zod';
import { uploadsIn } from './x.progress.js';

/** A post as the timeline shows it; OpenAPI 2.167, read 2026-08-22. */
export const shownPost = z.object({
  id: z.string(),
  text: z.string(),
  /** The id of the post that began the thread: its own where it answers none. */
  conversation_id: z.string().optional(),
  entities: z
    .object({
      urls: z
        .array(
          z.object({ url: z.string(), expanded_url: z.string(), media_key: z.string().optional() }),
        )
        .optional(),
    })
    .optional(),
  attachments: z.object({ media_keys: z.array(z.string()).optional() }).optional(),
});
type ThreadPlace = Pick<z.infer<typeof shownPost>, 'id' | 'conversation_id'>;
export type ShownPost = Omit<z.infer<typeof shownPost>, keyof ThreadPlace>;

/** Whether X shows a post of a thread's kind: one that answers another, or one that stands for itself. */
export function isOfItsKind(ours: { isReply: boolean }, shown: ThreadPlace): boolean {
  const { id, conversation_id } = shown;
  return conversation_id === undefined || (conversation_id !== id) === ours.isReply;
}

/**
 * Whether X shows our post. An upload belongs to one delivery, so a post that carries ours is ours, whatever it says, and
 * one that carries others is somebody's own. A
 * media key is the media id behind a number for its kind: `7_1757063824702574592` (abraham/twitteroauth issue 1222).
 */
export function isSamePost(ours: { text: string; progress: unknown }, shown: ShownPost): boolean {
  const uploads = uploadsIn(ours.progress).filter((one) => one !== null);
  const keys = shown.attachments?.media_keys ?? [];
  const carriesOurs = uploads.some(({ mediaId, mediaKey }) =>
    keys.some((key) => key === mediaKey || key.endsWith(`_${mediaId}`)),
  );
  return uploads.length > 0 ? carriesOurs : keys.length === 0 && isSameText(ours.text, shown);
}

/**
 * Whether X shows our text. X puts t.co in the place of links and at the end for pictures and videos, writes `&`, `<` and
 * `>` as entities, and stores NFC (docs.x.com, object-model and counting-characters, read 2026-08-22; seen in answers,
 * 2026).
 */
export function isSameText(ours: string, shown: Pick<ShownPost, 'text' | 'entities'>): boolean {
  return plain(ours) === plain(withLinks(unescaped(shown.text), shown.entities?.urls ?? []));
}

type ShownLink = NonNullable<NonNullable<ShownPost['entities']>['urls']>[number];

/** A link to the post's own files is none of the author's. Four pictures have one link, and four entries that name it. */
function withLinks(text: string, links: readonly ShownLink[]): string {
  return links.reduce(
    (rest, { url, expanded_url, media_key }) =>
      rest.replace(url, () => (media_key === undefined ? expanded_url : '')),
    text,
  );
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** A bare `example.com` is shown as `http://example.com`, so protocols and closing slashes don't count. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/https?:\/\//gi, '')
    .replace(/\/(?=\s|$)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
