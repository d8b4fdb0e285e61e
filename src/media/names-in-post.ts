import type { Language } from '../contract/language.js';
import type { MediaKind } from '../contract/media-kinds.js';

const ALONE: Record<MediaKind, Record<Language, string>> = {
  image: { en: 'The picture', hi: 'तस्वीर' },
  animation: { en: 'The moving picture', hi: 'चलती तस्वीर' },
  video: { en: 'The video', hi: 'वीडियो' },
};
const NUMBERED: Record<MediaKind, Record<Language, string>> = {
  image: { en: 'Picture', hi: 'तस्वीर' },
  animation: { en: 'Moving picture', hi: 'चलती तस्वीर' },
  video: { en: 'Video', hi: 'वीडियो' },
};

/**
 * How a problem calls what stands in a post, by id. Never by its file's name: the same file may be another place's too,
 * under a name that is nobody's here to read.
 */
export function namesInPost(
  mediaIds: readonly number[],
  known: readonly { id: number; kind: MediaKind }[],
  language: Language,
): ReadonlyMap<number, string> {
  const shown = mediaIds.flatMap((id) => known.find((one) => one.id === id) ?? []);
  return new Map(
    known.map(({ id, kind }) => {
      const alike = shown.filter((one) => one.kind === kind);
      if (alike.length <= 1) return [id, ALONE[kind][language]];
      const place = alike.findIndex((one) => one.id === id) + 1;
      return [id, `${NUMBERED[kind][language]} ${place}`];
    }),
  );
}
