import { copyFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Sharp } from 'sharp';
import type { PictureRecipe } from '../recipe.js';
import { frameFor, type Size } from './frame.js';
import { bytesOf, madeFile } from './made-file.js';
import type { Made, Order } from './order.js';
import { openMoving, openStill, readHeader } from './pictures.js';
import { xmpFor } from './provenance.js';

type MakeOrder = Extract<Order, { kind: 'make' }>;
type Format = PictureRecipe['formats'][number];
interface Try {
  format: Format;
  /** 1 to 100; what a format without loss makes of it is its own affair. */
  quality: number;
  /** Part of the longest side that the recipe allows. */
  scale: number;
}

const WHITE = { r: 255, g: 255, b: 255, alpha: 1 };
const QUALITIES = [90, 82, 74, 66, 56];
const SCALES = [1, 0.85, 0.7, 0.55, 0.4, 0.28, 0.18];
const EXTENSIONS: Record<Format, string> = { jpeg: 'jpg', png: 'png', webp: 'webp', gif: 'gif' };

/** The first try that is small enough; undefined when not even the last one is. */
export async function makePicture(
  order: MakeOrder,
  recipe: PictureRecipe,
): Promise<Made | undefined> {
  const header = await readHeader(order.master);
  if (!header) throw new Error('The library holds a picture that cannot be read');
  const size = { widthPx: header.width, heightPx: header.height };
  const durationMs =
    recipe.kind === 'animation' ? (header.delay ?? []).reduce((sum, part) => sum + part, 0) : null;
  if (recipe.isAsKept && order.sourceType === null) {
    const kept = await takeAsKept(order, recipe);
    const { kind } = recipe;
    const mime = `image/${header.format}`;
    if (kept)
      return { facts: { kind, mime, bytes: kept.bytes, ...size, durationMs }, file: kept.file };
  }
  for (const one of triesOf(recipe)) {
    const path = join(order.folder, `rendition.${EXTENSIONS[one.format]}`);
    const frame = await encode({ order, recipe, size, path }, one);
    const bytes = await bytesOf(path);
    if (bytes > recipe.maxBytes) continue;
    return {
      facts: { kind: recipe.kind, mime: `image/${one.format}`, bytes, ...frame, durationMs },
      file: await madeFile(path, EXTENSIONS[one.format]),
    };
  }
  return undefined;
}

/** What the library keeps was encoded by `check` already, and tells nothing but its pixels. Undefined: too many bytes. */
async function takeAsKept({ master, folder }: MakeOrder, { maxBytes }: PictureRecipe) {
  const bytes = await bytesOf(master);
  if (bytes > maxBytes) return undefined;
  const path = join(folder, `rendition${extname(master)}`);
  await copyFile(master, path);
  return { bytes, file: await madeFile(path, extname(master).slice(1)) };
}

/** Full size in every format first, then smaller ones in the last: a smaller picture says more than a blurred one. */
function triesOf({ formats }: PictureRecipe): Try[] {
  const last = formats.at(-1) ?? 'jpeg';
  const lossy = formats.find((format) => format === 'jpeg' || format === 'webp') ?? last;
  const atFullSize = formats.flatMap((format) => qualitiesOf(format, 1));
  const smaller = SCALES.slice(1).flatMap((scale) => qualitiesOf(lossy, scale));
  return [...atFullSize, ...smaller];
}

function qualitiesOf(format: Format, scale: number): Try[] {
  if (format === 'png') return [{ format, scale, quality: 100 }];
  const qualities = format === 'gif' ? [90, 56] : scale === 1 ? QUALITIES : [82, 66];
  return qualities.map((quality) => ({ format, scale, quality }));
}

interface Canvas {
  order: MakeOrder;
  recipe: PictureRecipe;
  size: Size;
  path: string;
}

async function encode({ order, recipe, size, path }: Canvas, one: Try): Promise<Size> {
  const rules = { maxEdgePx: recipe.maxEdgePx, aspect: recipe.aspect, step: 1 } as const;
  const { frame: largest } = frameFor(size, rules);
  const ownEdgePx = Math.max(largest.widthPx, largest.heightPx);
  const maxEdgePx = Math.max(1, Math.floor(ownEdgePx * one.scale));
  const { frame } = frameFor(size, { ...rules, maxEdgePx });
  const isMoving = recipe.kind === 'animation';
  const opened = isMoving ? openMoving(order.master) : openStill(order.master);
  const framed = opened.resize({
    width: frame.widthPx,
    height: frame.heightPx,
    fit: 'contain',
    background: WHITE,
  });
  const picture = one.format === 'jpeg' ? framed.flatten({ background: WHITE }) : framed;
  const marked = order.sourceType === null ? picture : picture.withXmp(xmpFor(order.sourceType));
  await writeAs(marked, one).toFile(path);
  return frame;
}

function writeAs(picture: Sharp, { format, quality }: Try): Sharp {
  switch (format) {
    case 'jpeg':
      return picture.jpeg({ quality, chromaSubsampling: quality > 85 ? '4:4:4' : '4:2:0' });
    case 'png':
      return picture.png({ compressionLevel: 9 });
    case 'webp':
      return picture.webp({ quality });
    case 'gif':
      return quality > 80
        ? picture.gif()
        : picture.gif({ colours: 64, interFrameMaxError: 12, interPaletteMaxError: 20 });
  }
}
