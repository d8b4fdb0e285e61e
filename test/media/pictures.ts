import { randomBytes } from 'node:crypto';
import sharp from 'sharp';

/** A picture that no other is like: noise, which no codec makes small. */
export function noise({ widthPx, heightPx }: { widthPx: number; heightPx: number }) {
  const pixels = randomBytes(widthPx * heightPx * 3);
  return sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .png()
    .toBuffer();
}

/** A GIF of four frames, which is made to fit in the background. */
export async function wave(): Promise<Buffer> {
  const frames = await Promise.all([1, 2, 3, 4].map(() => noise({ widthPx: 60, heightPx: 40 })));
  return sharp(frames, { join: { animated: true } })
    .gif({ delay: [100, 100, 100, 100] })
    .toBuffer();
}
