import { join } from 'node:path';
import type { Metadata } from 'sharp';
import type { MediaFacts } from '../../contract/media.js';
import { bytesOf, madeFile, sha256Of } from './made-file.js';
import { refused, type Mastered, type Report } from './order.js';
import { MASTER_EDGE_PX, MAX_PIXELS, openMoving, openStill, readHeader } from './pictures.js';
import { makePreview } from './preview.js';
import { sourceTypeOf } from './provenance.js';

const MAX_FRAMES = 1_000;
const MEGA = 1_000_000;

export interface PictureFile {
  file: string;
  folder: string;
  /** What its first bytes say. */
  format: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif';
}

/** Decodes every pixel, and keeps what is seen and nothing else. */
export async function checkPicture({ file, folder, format }: PictureFile): Promise<Report> {
  const header = await readHeader(file);
  if (!header) return refused({ code: 'media_damaged' });
  const frames = format === 'gif' || format === 'webp' ? (header.pages ?? 1) : 1;
  const pixels = header.width * (header.pageHeight ?? header.height);
  if (pixels > MAX_PIXELS) {
    const params = { megapixels: Math.ceil(pixels / MEGA), maxMegapixels: MAX_PIXELS / MEGA };
    return refused({ code: 'media_too_many_pixels', params });
  }
  if (frames > MAX_FRAMES || pixels * frames > MAX_PIXELS) {
    return refused({ code: 'media_too_many_frames', params: { frames } });
  }
  try {
    const mastered = await (frames > 1 ? keepMoving : keepStill)({ file, folder, format }, header);
    return { kind: 'checked', mastered };
  } catch {
    // libvips tells every fault of a file in words only; with the size known, the file is what is left.
    return refused({ code: 'media_damaged' });
  }
}

/** What is drawn, or can be seen through, is kept without loss; photographs as JPEG. */
async function keepStill(
  { file, folder, format }: PictureFile,
  header: Metadata,
): Promise<Mastered> {
  const isPng = format === 'png' || format === 'gif' || header.hasAlpha;
  const extension = isPng ? 'png' : 'jpg';
  const path = join(folder, `master.${extension}`);
  const still = openStill(file).resize({
    width: MASTER_EDGE_PX,
    height: MASTER_EDGE_PX,
    fit: 'inside',
    withoutEnlargement: true,
  });
  const { width, height } = await (
    isPng ? still.png() : still.jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
  ).toFile(path);
  const mime = isPng ? 'image/png' : 'image/jpeg';
  return complete(
    { file, folder, path, extension, xmp: header.xmp },
    { kind: 'image', mime, widthPx: width, heightPx: height, durationMs: null },
  );
}

async function keepMoving(
  { file, folder, format }: PictureFile,
  header: Metadata,
): Promise<Mastered> {
  const extension = format === 'webp' ? 'webp' : 'gif';
  const path = join(folder, `master.${extension}`);
  const moving = openMoving(file);
  await (extension === 'webp' ? moving.webp({ quality: 90 }) : moving.gif()).toFile(path);
  const master = await readHeader(path);
  if (!master) throw new Error('What was encoded here can be read here');
  const { width, height, delay = [] } = master;
  const durationMs = delay.reduce((sum, one) => sum + one, 0);
  return complete(
    { file, folder, path, extension, xmp: header.xmp },
    { kind: 'animation', mime: `image/${extension}`, widthPx: width, heightPx: height, durationMs },
  );
}

interface Kept {
  file: string;
  folder: string;
  path: string;
  extension: string;
  xmp: Buffer | undefined;
}

async function complete(
  { file, folder, path, extension, xmp }: Kept,
  facts: Omit<MediaFacts, 'bytes'>,
): Promise<Mastered> {
  return {
    facts: { ...facts, bytes: await bytesOf(path) },
    master: await madeFile(path, extension),
    preview: await makePreview(path, folder),
    originalSha256: await sha256Of(file),
    sourceType: await sourceTypeOf(file, xmp?.toString('utf8') ?? ''),
  };
}
