import { MAX_ATTACHED } from '../../contract/media-limits.js';
import type { AttachedMedia, MediaKind, MediaView } from '../../contract/media.js';
import type { Problem } from '../api/refusal.js';

/** A picture or video of a draft. */
export interface DraftMedium {
  /** Names the file while it is kept on this phone, and its upload. */
  key: string;
  /** Of the file, as the phone calls it. */
  name: string;
  /** As the phone sees it, until the server has looked. */
  kind: MediaKind;
  altText: string;
  at: Whereabouts;
}

/** How far a picture or video has come. */
export type Whereabouts =
  /** Just chosen: made smaller and kept on this phone, one after the other. */
  | { kind: 'taken' }
  /** Kept on this phone, on its way to the server. */
  | { kind: 'phone' }
  /** The server has all of it and looks at it. */
  | { kind: 'arrived'; uploadId: string }
  /** Ready to be sent with a post. */
  | { kind: 'library'; mediaId: number; isAiMade: boolean }
  | { kind: 'refused'; problems: Problem[] }
  /** The phone does not have the file any more. */
  | { kind: 'lost' };

/** What is ready, as a post carries it. */
export function attachedOf(media: readonly DraftMedium[]): AttachedMedia[] {
  return media.flatMap(({ at, altText }) =>
    at.kind === 'library' ? [{ mediaId: at.mediaId, altText: altText.trim() }] : [],
  );
}

export function roomIn(media: readonly DraftMedium[]): number {
  return Math.max(0, MAX_ATTACHED - media.length);
}

/** Where a picture or video has got to, and what the server says that it is. */
export type Step = Pick<DraftMedium, 'at'> & Partial<Pick<DraftMedium, 'kind'>>;

export function moved(
  media: readonly DraftMedium[],
  key: string,
  step: Step,
): { media: DraftMedium[] } {
  return { media: media.map((one) => (one.key === key ? { ...one, ...step } : one)) };
}

export function described(
  media: readonly DraftMedium[],
  key: string,
  altText: string,
): { media: DraftMedium[] } {
  return { media: media.map((one) => (one.key === key ? { ...one, altText } : one)) };
}

export function withoutMedium(
  media: readonly DraftMedium[],
  key: string,
): { media: DraftMedium[] } {
  return { media: media.filter((one) => one.key !== key) };
}

/** One place nearer to the front (-1) or to the end (1). */
export function shifted(
  media: readonly DraftMedium[],
  key: string,
  by: -1 | 1,
): { media: DraftMedium[] } {
  const from = media.findIndex((one) => one.key === key);
  const to = from + by;
  const [here, there] = [media[from], media[to]];
  if (!here || !there) return { media: [...media] };
  return { media: media.map((one, index) => (index === from ? there : index === to ? here : one)) };
}

/** Puts what was chosen in the library behind what is there; what is there already is not put twice. */
export function withChosen(
  media: readonly DraftMedium[],
  chosen: readonly MediaView[],
): { media: DraftMedium[] } {
  const known = new Set(attachedOf(media).map(({ mediaId }) => mediaId));
  const added = chosen
    .filter(({ id }) => !known.has(id))
    .map(({ id, name, kind, isAiMade }): DraftMedium => ({
      key: `library-${id}`,
      name,
      kind,
      altText: '',
      at: { kind: 'library', mediaId: id, isAiMade },
    }));
  return { media: [...media, ...added.slice(0, roomIn(media))] };
}
