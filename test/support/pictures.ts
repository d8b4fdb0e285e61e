import sharp from 'sharp';

/** A file as a browser's file field takes it. */
export interface ChosenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A photo of nothing: noise, which no format packs well, so that it takes several parts to upload. */
export async function aLargePhoto(widthPx = 1_600, heightPx = 1_200): Promise<ChosenFile> {
  const buffer = await sharp({
    create: {
      width: widthPx,
      height: heightPx,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .jpeg({ quality: 90 })
    .toBuffer();
  return { name: 'IMG_2031.jpg', mimeType: 'image/jpeg', buffer };
}

/** A plain picture of one colour: a few kilobytes. */
export async function aPoster(colour: string): Promise<ChosenFile> {
  const buffer = await sharp({
    create: { width: 640, height: 480, channels: 3, background: colour },
  })
    .png()
    .toBuffer();
  return { name: `poster-${colour.slice(1)}.png`, mimeType: 'image/png', buffer };
}

/** What somebody gets who renames a document. */
export function notAPicture(): ChosenFile {
  return { name: 'सूची.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('नाम,फ़ोन\nराम,1\n') };
}
