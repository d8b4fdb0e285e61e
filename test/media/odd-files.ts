import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { chunk, gifBomb, ihdr, pngBomb, pngOf, withSegment } from './picture-bytes.js';
import { noise } from './pictures.js';

/** A file that somebody might upload, and what has to come of it. */
export interface OddFile {
  name: string;
  make: () => Promise<Buffer> | Buffer;
  /** `ready`, or the code of the problem. */
  comesTo: string;
}

function plain(widthPx = 120, heightPx = 80) {
  const create = { width: widthPx, height: heightPx, channels: 3, background: '#3366aa' } as const;
  return sharp({ create });
}

const jpeg = () =>
  noise({ widthPx: 120, heightPx: 80 }).then((png) => sharp(png).jpeg().toBuffer());
const png = () => noise({ widthPx: 120, heightPx: 80 });

async function gif(frames: number, edgePx = 20): Promise<Buffer> {
  if (frames === 1)
    return sharp(await noise({ widthPx: edgePx, heightPx: edgePx }))
      .gif()
      .toBuffer();
  const all = await Promise.all(
    Array.from({ length: frames }, () => noise({ widthPx: edgePx, heightPx: edgePx })),
  );
  return sharp(all, { join: { animated: true } })
    .gif()
    .toBuffer();
}

/** The size that a JPEG says it has, in its frame header. */
async function jpegThatSays(heightPx: number, widthPx: number): Promise<Buffer> {
  const body = await jpeg();
  const at = body.indexOf(Buffer.from([0xff, 0xc0]));
  body.writeUInt16BE(heightPx, at + 5);
  body.writeUInt16BE(widthPx, at + 7);
  return body;
}

/** A location as a phone writes it. */
export const GPS = {
  IFD0: { Make: 'Phone', Copyright: 'secret-owner' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '26/1 51/1 0/1', GPSLongitudeRef: 'E' },
};

const SCRIPT = '<script>alert(document.cookie)</script>';

function cutAt(part: number, make: () => Promise<Buffer>) {
  return async () => {
    const whole = await make();
    return whole.subarray(0, Math.floor(whole.length * part));
  };
}

async function scrambled(make: () => Promise<Buffer>): Promise<Buffer> {
  const body = Buffer.from(await make());
  for (let at = Math.floor(body.length / 2); at < body.length; at += 7) body[at] = at % 256;
  return body;
}

const webp = () =>
  noise({ widthPx: 90, heightPx: 60 }).then((body) => sharp(body).webp().toBuffer());
const avif = () => plain().avif().toBuffer();

const GOOD: OddFile[] = [
  { name: 'jpeg', make: jpeg, comesTo: 'ready' },
  {
    name: 'progressive jpeg',
    make: () => plain().jpeg({ progressive: true }).toBuffer(),
    comesTo: 'ready',
  },
  { name: 'grey jpeg', make: () => plain().greyscale().jpeg().toBuffer(), comesTo: 'ready' },
  {
    name: 'cmyk jpeg',
    make: () => plain().toColourspace('cmyk').jpeg().toBuffer(),
    comesTo: 'ready',
  },
  {
    name: 'jpeg with a wide profile',
    make: () => plain().withIccProfile('p3').jpeg().toBuffer(),
    comesTo: 'ready',
  },
  {
    name: '16 bit png',
    make: () => plain().toColourspace('rgb16').png().toBuffer(),
    comesTo: 'ready',
  },
  {
    name: 'png with a palette',
    make: () => plain().png({ palette: true }).toBuffer(),
    comesTo: 'ready',
  },
  {
    name: 'png that can be seen through',
    make: () => plain().ensureAlpha(0.4).png().toBuffer(),
    comesTo: 'ready',
  },
  {
    name: '1 bit png',
    make: () =>
      pngOf([
        ihdr(8, 1, { bits: 1, colour: 0 }),
        ['IDAT', deflateSync(Buffer.from([0, 0x55]))],
        ['IEND', Buffer.alloc(0)],
      ]),
    comesTo: 'ready',
  },
  {
    name: 'interlaced png',
    make: () => plain().png({ progressive: true }).toBuffer(),
    comesTo: 'ready',
  },
  { name: 'one pixel', make: () => plain(1, 1).png().toBuffer(), comesTo: 'ready' },
  { name: 'one line, very long', make: () => plain(16_000, 1).jpeg().toBuffer(), comesTo: 'ready' },
  {
    name: 'one column, very high',
    make: () => plain(1, 16_000).png().toBuffer(),
    comesTo: 'ready',
  },
  { name: 'webp', make: webp, comesTo: 'ready' },
  {
    name: 'webp without loss',
    make: () => plain().webp({ lossless: true }).toBuffer(),
    comesTo: 'ready',
  },
  {
    name: 'moving webp',
    make: async () =>
      sharp(await gif(3), { animated: true })
        .webp()
        .toBuffer(),
    comesTo: 'ready',
  },
  { name: 'avif', make: avif, comesTo: 'ready' },
  { name: 'still gif', make: () => gif(1), comesTo: 'ready' },
  { name: 'moving gif', make: () => gif(5), comesTo: 'ready' },
  { name: 'gif of one pixel frames', make: () => gifBomb(10, 200), comesTo: 'ready' },
  {
    name: 'jpeg with a place',
    make: () => plain().withExif(GPS).jpeg().toBuffer(),
    comesTo: 'ready',
  },
  {
    name: 'png with a place',
    make: () => plain().withExif(GPS).png().toBuffer(),
    comesTo: 'ready',
  },
  {
    name: 'webp with a place',
    make: () => plain().withExif(GPS).webp().toBuffer(),
    comesTo: 'ready',
  },
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => ({
    name: `jpeg turned by exif ${orientation}`,
    make: () => plain(90, 30).withMetadata({ orientation }).jpeg().toBuffer(),
    comesTo: 'ready',
  })),
];

const TWO_AT_ONCE: OddFile[] = [
  {
    name: 'jpeg with a page in its comment',
    make: async () => withSegment(await jpeg(), 0xfe, Buffer.from(`<html>${SCRIPT}`)),
    comesTo: 'ready',
  },
  {
    name: 'jpeg with a page behind it',
    make: async () => Buffer.concat([await jpeg(), Buffer.from(`<html>${SCRIPT}</html>`)]),
    comesTo: 'ready',
  },
  {
    name: 'jpeg with a zip behind it',
    make: async () =>
      Buffer.concat([await jpeg(), Buffer.from('PK\x03\x04secret-zip'), Buffer.alloc(900)]),
    comesTo: 'ready',
  },
  {
    name: 'png with a program in a text chunk',
    make: async () =>
      Buffer.concat([
        (await png()).subarray(0, 33),
        chunk('tEXt', Buffer.from(`Comment\0<?php system(1);?>${SCRIPT}`)),
        (await png()).subarray(33),
      ]),
    comesTo: 'ready',
  },
  {
    name: 'gif with javascript behind it',
    make: async () => Buffer.concat([await gif(1), Buffer.from('*/=1;alert(1)')]),
    comesTo: 'ready',
  },
  {
    name: 'gif that is javascript',
    make: () => Buffer.from('GIF89a/*\0\0*/=1;alert(1);//'),
    comesTo: 'media_damaged',
  },
  {
    name: 'page that begins as a picture',
    make: () => Buffer.from(`\xff\xd8\xff\xe0${SCRIPT}`, 'latin1'),
    comesTo: 'media_damaged',
  },
];

const DAMAGED: OddFile[] = [
  { name: 'jpeg cut in the middle', make: cutAt(0.5, jpeg), comesTo: 'media_damaged' },
  { name: 'jpeg cut in its head', make: cutAt(0.02, jpeg), comesTo: 'media_damaged' },
  { name: 'png cut in the middle', make: cutAt(0.5, png), comesTo: 'media_damaged' },
  { name: 'png cut in its head', make: cutAt(0.001, png), comesTo: 'media_damaged' },
  { name: 'webp cut in the middle', make: cutAt(0.5, webp), comesTo: 'media_damaged' },
  {
    name: 'gif cut in its head',
    make: async () => (await gif(3)).subarray(0, 12),
    comesTo: 'media_damaged',
  },
  { name: 'avif cut in the middle', make: cutAt(0.6, avif), comesTo: 'media_damaged' },
  {
    name: 'png with a wrong checksum',
    make: () =>
      Buffer.concat([
        pngOf([ihdr(4, 4)]),
        chunk('IDAT', deflateSync(Buffer.alloc(52)), 7),
        chunk('IEND', Buffer.alloc(0)),
      ]),
    comesTo: 'media_damaged',
  },
  {
    name: 'png without pixels',
    make: () => pngOf([ihdr(4, 4), ['IEND', Buffer.alloc(0)]]),
    comesTo: 'media_damaged',
  },
  {
    name: 'png of no size',
    make: () => pngOf([ihdr(0, 0), ['IEND', Buffer.alloc(0)]]),
    comesTo: 'media_damaged',
  },
  {
    name: 'png whose pixels are no zlib',
    make: () => pngOf([ihdr(40, 40), ['IDAT', Buffer.from('not zlib')], ['IEND', Buffer.alloc(0)]]),
    comesTo: 'media_damaged',
  },
  { name: 'png that is scrambled', make: () => scrambled(png), comesTo: 'media_damaged' },
  {
    name: 'webp that is scrambled from its head on',
    make: async () => {
      const body = await webp();
      body.fill(7, 12, 40);
      return body;
    },
    comesTo: 'media_damaged',
  },
  {
    name: 'three bytes of a jpeg',
    make: () => Buffer.from([0xff, 0xd8, 0xff]),
    comesTo: 'media_damaged',
  },
];

const TOO_MUCH: OddFile[] = [
  {
    name: 'png of 50,000 by 50,000',
    make: () => pngBomb(50_000, 50_000),
    comesTo: 'media_too_many_pixels',
  },
  {
    name: 'png of 2,000,000,000 by 1',
    make: () => pngBomb(2_000_000_000, 1),
    comesTo: 'media_damaged',
  },
  {
    name: 'png that says 11,000 by 11,000 and has less',
    make: () => pngBomb(11_000, 11_000),
    comesTo: 'media_damaged',
  },
  {
    name: 'jpeg that says 65,500 by 65,500',
    make: () => jpegThatSays(65_500, 65_500),
    comesTo: 'media_too_many_pixels',
  },
  {
    name: 'jpeg that says 10,000 by 10,000 and has less',
    make: () => jpegThatSays(10_000, 10_000),
    comesTo: 'ready',
  },
  {
    name: 'gif of 65,535 by 65,535',
    make: () => gifBomb(65_535, 1),
    comesTo: 'media_too_many_pixels',
  },
  {
    name: 'gif of 5,000 by 5,000 with 500 frames',
    make: () => gifBomb(5_000, 500),
    comesTo: 'media_too_many_frames',
  },
  {
    name: 'gif of 50,000 frames',
    make: () => gifBomb(2, 50_000),
    comesTo: 'media_too_many_frames',
  },
];

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>';
const OTHERS: OddFile[] = [
  { name: 'nothing', make: () => Buffer.alloc(0), comesTo: 'media_empty' },
  { name: 'zeros', make: () => Buffer.alloc(5_000), comesTo: 'media_kind_unknown' },
  { name: 'svg', make: () => Buffer.from(SVG), comesTo: 'media_kind_unknown' },
  {
    name: 'svg behind an xml line',
    make: () => Buffer.from(`<?xml version="1.0"?>\n${SVG}`),
    comesTo: 'media_kind_unknown',
  },
  {
    name: 'page',
    make: () => Buffer.from(`<!DOCTYPE html>${SCRIPT}`),
    comesTo: 'media_kind_unknown',
  },
  { name: 'pdf', make: () => Buffer.from('%PDF-1.7\n%...'), comesTo: 'media_kind_unknown' },
  { name: 'zip', make: () => Buffer.from('PK\x03\x04....'), comesTo: 'media_kind_unknown' },
  { name: 'sound', make: () => Buffer.from('ID3\x04\0\0'), comesTo: 'media_kind_unknown' },
  { name: 'tiff', make: () => plain().tiff().toBuffer(), comesTo: 'media_kind_unknown' },
  {
    name: 'playlist that points at a file',
    make: () => Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'),
    comesTo: 'media_kind_unknown',
  },
  {
    name: 'heic of a phone',
    make: () =>
      Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), Buffer.alloc(400)]),
    comesTo: 'media_heic',
  },
];

/** Every picture, and what is none; videos stand in `odd-videos.ts`. */
export const ODD_FILES: readonly OddFile[] = [
  ...GOOD,
  ...TWO_AT_ONCE,
  ...DAMAGED,
  ...TOO_MUCH,
  ...OTHERS,
];
