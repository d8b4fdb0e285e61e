import { join } from 'node:path';
import { madeFile } from './made-file.js';
import type { MadeFile } from './order.js';
import { openStill } from './pictures.js';

const PREVIEW_EDGE_PX = 640;

/** A small still picture for the screen; of what moves the first frame. */
export async function makePreview(picture: string, folder: string): Promise<MadeFile> {
  const path = join(folder, 'preview.webp');
  await openStill(picture)
    .resize({
      width: PREVIEW_EDGE_PX,
      height: PREVIEW_EDGE_PX,
      fit: 'inside',
      withoutEnlargement: true,
    })
    .webp({ quality: 80 })
    .toFile(path);
  return madeFile(path, 'webp');
}
