/** Larger than any platform shows. */
const LONGEST_SIDE_PX = 2560;
const JPEG_QUALITY = 0.85;
/** Below this there is nothing to win: about two minutes on the slowest network that still uploads. */
const SMALL_BYTES = 400_000;

/** Formats that hold one still picture in most cases; an animated PNG or WebP says so in its head. */
const STILL = ['image/jpeg', 'image/png', 'image/webp'];

/**
 * How a mark of a machine's work is spelled in XMP and in C2PA (IPTC digital source type, 2026-11-24), and the head of
 * packed XMP in a PNG (PNG 3rd edition, iTXt), which may hold one.
 */
const MAY_BE_MACHINE_MADE =
  /algorithmicmedia|algorithmicdata|compositesynthetic|XML:com\.adobe\.xmp\x00\x01/i;

/**
 * A photo made small enough for a slow network, upright whichever way the phone was held. What moves, what is small
 * already and what this browser can't read goes as it is; so does what says that a machine made it, because a canvas
 * would lose the mark that the law wants kept.
 */
export async function shrinkPicture(file: File): Promise<File> {
  if (!STILL.includes(file.type) || file.size <= SMALL_BYTES) return file;
  const bytes = new TextDecoder('latin1').decode(await file.arrayBuffer());
  if (MAY_BE_MACHINE_MADE.test(bytes) || moves(bytes)) return file;
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return file;
  const smaller = await drawnSmaller(bitmap);
  bitmap.close();
  if (!smaller || smaller.size >= file.size) return file;
  return new File([smaller], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: 'image/jpeg' });
}

/** An animated PNG has a chunk `acTL` before its first picture, an animated WebP a flag in its head (VP8X). */
export function moves(bytes: string): boolean {
  if (bytes.startsWith('VP8X', 12)) return (bytes.charCodeAt(20) & 2) !== 0;
  return bytes.slice(0, bytes.indexOf('IDAT')).includes('acTL');
}

export interface SizePx {
  width: number;
  height: number;
}

/** Same shape, and no side longer than is shown anywhere. */
export function smallerSize({ width, height }: SizePx): SizePx {
  const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

async function drawnSmaller(bitmap: ImageBitmap): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  const { width, height } = smallerSize(bitmap);
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  // JPEG knows no transparency; without this it would be black.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(bitmap, 0, 0, width, height);
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY);
  });
}
