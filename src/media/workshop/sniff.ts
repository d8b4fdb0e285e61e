/** What a file is by its first bytes; its name and what the browser says of it count for nothing. */
export type Sniffed =
  | { kind: 'picture'; format: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' }
  /** `demuxer`: the only reader of ffmpeg's that may open it. */
  | { kind: 'video'; demuxer: 'mov' | 'matroska' }
  | { kind: 'heic' }
  /** `found`: a name for people, `?` where nothing is recognised. */
  | { kind: 'other'; found: string };

/** How many bytes from the start `sniff` wants to see. */
export const SNIFF_BYTES = 512;

/** Pure. A file that is two things at once is what it starts as, and only that is read of it. */
export function sniff(head: Buffer): Sniffed {
  const text = head.toString('latin1');
  const format = PICTURES.find(([start]) => start.test(text))?.[1];
  if (format) return { kind: 'picture', format };
  if (text.slice(4, 8) === 'ftyp') return byBrand(text);
  // QuickTime files from before there were brands.
  if (/^(moov|mdat|wide|free|skip)$/.test(text.slice(4, 8))) {
    return { kind: 'video', demuxer: 'mov' };
  }
  if (text.startsWith('\x1a\x45\xdf\xa3')) return { kind: 'video', demuxer: 'matroska' };
  return { kind: 'other', found: OTHERS.find(([start]) => start.test(text))?.[1] ?? '?' };
}

const PICTURES: readonly [RegExp, 'jpeg' | 'png' | 'webp' | 'gif'][] = [
  [/^\xff\xd8\xff/, 'jpeg'],
  [/^\x89PNG\r\n\x1a\n/, 'png'],
  [/^GIF8[79]a/, 'gif'],
  [/^RIFF[^]{4}WEBP/, 'webp'],
];

const OTHERS: readonly [RegExp, string][] = [
  [/^[^<]{0,80}<(\?xml[^]*<)?svg/i, 'SVG'],
  [/^\s*<\?xml/i, 'XML'],
  [/^[^<]{0,80}<(!doctype html|html|script|head|body)/i, 'HTML'],
  [/^[^]{0,64}%PDF-/, 'PDF'],
  [/^PK[\x03\x05\x07]/, 'ZIP'],
  [/^(ID3|\xff[\xe2-\xfb])/, 'MP3'],
  [/^RIFF[^]{4}WAVE/, 'WAV'],
  [/^RIFF[^]{4}AVI /, 'AVI'],
  [/^OggS/, 'Ogg'],
  [/^fLaC/, 'FLAC'],
  [/^(II\*\0|MM\0\*)/, 'TIFF'],
  [/^BM/, 'BMP'],
];

/** ISO base media: the major brand, then a version, then the compatible brands (ISO/IEC 14496-12, 4.3). */
function byBrand(text: string): Sniffed {
  const endsAt = Math.min(text.charCodeAt(2) * 256 + text.charCodeAt(3), text.length);
  const brands = [text.slice(8, 12), ...(text.slice(16, endsAt).match(/[^]{4}/g) ?? [])];
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) {
    return { kind: 'picture', format: 'avif' };
  }
  if (brands.some((brand) => /^(hei[csmx]|hev[cmsx]|mif1|msf1)$/.test(brand))) {
    return { kind: 'heic' };
  }
  const [major = ''] = brands;
  if (/^M4[AB] $/.test(major)) return { kind: 'other', found: 'M4A' };
  return { kind: 'video', demuxer: 'mov' };
}
