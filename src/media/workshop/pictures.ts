import sharp, { type Metadata, type Sharp } from 'sharp';

/** Pixels of a still picture, and of all frames of a moving one together. A phone's largest has 108 million. */
export const MAX_PIXELS = 130_000_000;

/** Longest side of what the library keeps: no platform shows more. */
export const MASTER_EDGE_PX = 8_192;

sharp.cache(false);
sharp.concurrency(2);
// Only these readers are ever opened, whatever a file says of itself: no SVG, no PDF, no ImageMagick.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegFile',
    'VipsForeignLoadPngFile',
    'VipsForeignLoadWebpFile',
    'VipsForeignLoadNsgifFile',
    'VipsForeignLoadHeifFile',
  ],
});

/** The header alone: sizes may be any. Undefined when it cannot be read. */
export async function readHeader(file: string): Promise<Metadata | undefined> {
  return sharp(file, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined);
}

/** Upright, in sRGB with 8 bits; of what stood beside the pixels nothing is taken along. */
export function openStill(file: string): Sharp {
  return sharp(file, {
    limitInputPixels: MAX_PIXELS,
    failOn: 'error',
    autoOrient: true,
    sequentialRead: true,
  }).toColourspace('srgb');
}

export function openMoving(file: string): Sharp {
  return sharp(file, { limitInputPixels: MAX_PIXELS, failOn: 'error', animated: true });
}
