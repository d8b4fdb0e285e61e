import type { Attachment } from '../../../sandbox/ledger-line.js';

/**
 * Counting and showing text as twitter-text 3 does (config v3, read 2026-11-24): scale 100, default
 * weight 2, every URL 23, every emoji sequence 2, and the ranges below 1.
 */
const lightRanges: readonly (readonly [number, number])[] = [
  [0x0000, 0x10ff],
  [0x2000, 0x200d],
  [0x2010, 0x201f],
  [0x2032, 0x2037],
];
const urlUnits = 23;
const emojiUnits = 2;

// Built from text because the compiler's target does not know the v flag; Node 20 does.
const emoji = new RegExp('\\p{RGI_Emoji}', 'gv');

// twitter-text links bare hosts for every top-level domain; the sandbox knows the ones in use here.
const bareHost =
  /(?<![\p{L}\p{N}@._/-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|in|gov|edu|info|io|co|me|app|dev|news|tv)(?![\p{L}\p{N}@-])(?:\/[^\s<>"]*)?/giu;
const schemed = /https?:\/\/[^\s<>"]+/giu;

export interface FoundUrl {
  readonly start: number;
  readonly end: number;
  readonly url: string;
}

export function weightedUnits(text: string): number {
  const normal = text.normalize('NFC');
  const urls = findUrls(normal);
  const rest = withoutSpans(normal, urls);
  const emojis = [...rest.matchAll(emoji)].length;
  const letters = Array.from(rest.replace(emoji, ''));
  const letterUnits = letters.reduce((sum, letter) => sum + unitsOf(letter), 0);
  return urls.length * urlUnits + emojis * emojiUnits + letterUnits;
}

export function findUrls(text: string): readonly FoundUrl[] {
  const found = [...text.matchAll(schemed)].map(spanOf);
  const bare = [...text.matchAll(bareHost)]
    .map(spanOf)
    .filter(({ start }) => !found.some((url) => start >= url.start && start < url.end));
  return [...found, ...bare].sort((a, b) => a.start - b.start);
}

export interface ShownUrl {
  readonly start: number;
  readonly end: number;
  readonly url: string;
  readonly expanded_url: string;
  readonly media_key?: string;
}

export interface ShownText {
  readonly text: string;
  readonly urls: readonly ShownUrl[];
}

/** Pictures, GIFs and videos of a post, with the key that readers see. */
export type ShownFile = Extract<Attachment, { sha256: string }>;

export function filesIn(attachments: readonly Attachment[]): readonly ShownFile[] {
  return attachments.filter((one) => 'sha256' in one);
}

/**
 * What a reader gets back: t.co in place of URLs, one more of them at the end for the files together, and `& < >` escaped.
 * Each file has an entry of its own for that last one (docs.x.com, data dictionary, copy of 2026-08-22).
 */
export function shownText(
  text: string,
  { postId, files, author }: { postId: string; files: readonly ShownFile[]; author: string },
): ShownText {
  const normal = text.normalize('NFC');
  const urls: ShownUrl[] = [];
  let shown = '';
  let from = 0;
  for (const found of findUrls(normal)) {
    shown += escaped(normal.slice(from, found.start));
    const url = shortUrl(postId, urls.length);
    const start = Array.from(shown).length;
    urls.push({ start, end: start + url.length, url, expanded_url: expanded(found.url) });
    shown += url;
    from = found.end;
  }
  shown += escaped(normal.slice(from));
  if (files.length === 0) return { text: shown, urls };
  const url = shortUrl(postId, urls.length);
  const words = shown === '' ? '' : `${shown} `;
  const start = Array.from(words).length;
  const entries = files.map(({ kind, remoteId }, index) => ({
    start,
    end: start + url.length,
    url,
    expanded_url: `https://x.com/${author}/status/${postId}/${kind === 'photo' ? 'photo' : 'video'}/${kind === 'photo' ? index + 1 : 1}`,
    ...(remoteId === undefined ? {} : { media_key: remoteId }),
  }));
  return { text: words + url, urls: [...urls, ...entries] };
}

function spanOf(match: RegExpMatchArray): FoundUrl {
  // Punctuation that ends a sentence does not belong to the address before it.
  const url = match[0].replace(/[.,:;!?'")\]}\u0964]+$/u, '');
  const start = match.index ?? 0;
  return { start, end: start + url.length, url };
}

function withoutSpans(text: string, spans: readonly FoundUrl[]): string {
  return [...spans]
    .reverse()
    .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}

function unitsOf(letter: string): number {
  const point = letter.codePointAt(0) ?? 0;
  return lightRanges.some(([first, last]) => point >= first && point <= last) ? 1 : 2;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function expanded(url: string): string {
  return /^https?:/i.test(url) ? url : `http://${url}`;
}

/** Ten characters, the same for the same post on every read. */
function shortUrl(postId: string, index: number): string {
  const code = (BigInt(postId) * 31n + BigInt(index)).toString(36).padStart(10, '0').slice(-10);
  return `https://t.co/${code}`;
}
