import { randomBytes } from 'node:crypto';
import sharp from 'sharp';

/** A picture that no other is like: noise, which no codec makes small. */
export function noise({ widthPx, heightPx }: { widthPx: number; heightPx: number }) {
  const pixels = randomBytes(widthPx * heightPx * 3);
  return sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .png()
    .toBuffer();
}
