import type { MediaRules } from '../../contract/media.js';
import type { MediaFile } from '../platform.js';
import {
  ANIMATION_BYTES,
  IMAGE_BYTES,
  IMAGES,
  MAX_EDGE_PX,
  VIDEO_BYTES,
  VIDEO_MS,
} from './signal.limits.js';

export const SIGNAL_MEDIA: MediaRules = {
  isRequired: false,
  maxCaptionUnits: null,
  sets: [
    { most: { image: IMAGES }, total: IMAGES },
    { most: { animation: 1 }, total: 1 },
    { most: { video: 1 }, total: 1 },
  ],
  image: {
    formats: ['jpeg', 'png', 'webp'],
    maxBytes: IMAGE_BYTES,
    maxEdgePx: MAX_EDGE_PX,
    aspect: null,
  },
  animation: { formats: ['gif'], maxBytes: ANIMATION_BYTES, maxEdgePx: MAX_EDGE_PX, aspect: null },
  video: {
    maxBytes: VIDEO_BYTES,
    minDurationMs: 0,
    maxDurationMs: VIDEO_MS,
    maxEdgePx: MAX_EDGE_PX,
    maxFramesPerSecond: 60,
    aspect: null,
  },
};

/** The form of `base64_attachments` that carries type and name; swagger.json, api.SendMessageV2, read 2026-11-24. */
export async function attachmentOf(file: MediaFile): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of file.open() as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks).toString('base64');
  return `data:${file.mime};filename=${file.fileName};base64,${bytes}`;
}
