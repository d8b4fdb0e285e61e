import { open, stat } from 'node:fs/promises';
import { checkPicture } from './check-picture.js';
import { checkVideo } from './check-video.js';
import { refused, type Order, type Report } from './order.js';
import { sniff, SNIFF_BYTES } from './sniff.js';

/** Reads the whole of a file that somebody uploaded, and makes of it what the library keeps. */
export async function checkFile({
  file,
  folder,
  tools,
}: Extract<Order, { kind: 'check' }>): Promise<Report> {
  if ((await stat(file)).size === 0) return refused({ code: 'media_empty' });
  const sniffed = sniff(await headOf(file));
  switch (sniffed.kind) {
    case 'picture':
      return checkPicture({ file, folder, format: sniffed.format });
    case 'video':
      if (!tools) return refused({ code: 'media_no_ffmpeg' });
      return checkVideo({ file, folder, tools, demuxer: sniffed.demuxer });
    case 'heic':
      return refused({ code: 'media_heic' });
    case 'other':
      return refused({ code: 'media_kind_unknown', params: { found: sniffed.found } });
  }
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
