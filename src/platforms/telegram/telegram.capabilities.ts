import type { MediaRules } from '../../contract/media.js';
import { PLATFORM_LABELS, type PlatformCapabilities } from '../../contract/platforms.js';
import { TELEGRAM_GUIDE } from './telegram.guide.js';
import {
  ALBUM_FILES,
  DOCUMENT_EDGE_PX,
  CAPTION_UNITS,
  FILE_BYTES,
  LOCAL_FILE_BYTES,
  LOCAL_VIDEO_FOR_MS,
  MESSAGE_UNITS,
  MOVING_EDGE_PX,
  PHOTO_BYTES,
  PHOTO_EDGE_PX,
  PHOTO_RATIO,
  VIDEO_FOR_MS,
} from './telegram.limits.js';
import { telegramOptions } from './telegram.options.js';

/** @param isLocalServer a Bot API server of one's own, run with `--local`: it takes larger files */
export function telegramCapabilities(isLocalServer: boolean): PlatformCapabilities {
  return {
    name: 'telegram',
    label: PLATFORM_LABELS.telegram,
    text: { counting: 'utf16', maxUnits: MESSAGE_UNITS },
    reconcile: 'unreadable',
    // For 48 hours by a delete (core.telegram.org/bots/api#deletemessage, 10.1, read 2026-11-24); afterwards by putting
    // other words, and an empty picture, in its place.
    retract: { kind: 'delete', withinMs: null },
    thread: null,
    edit: { kind: 'text', withinMs: null },
    media: mediaRules(isLocalServer),
    options: telegramOptions(documentRules(isLocalServer)),
    cost: null,
    guide: TELEGRAM_GUIDE,
  };
}

function mediaRules(isLocalServer: boolean): MediaRules {
  const maxBytes = isLocalServer ? LOCAL_FILE_BYTES : FILE_BYTES;
  return {
    isRequired: false,
    maxCaptionUnits: CAPTION_UNITS,
    sets: [
      { most: { image: ALBUM_FILES, video: ALBUM_FILES }, total: ALBUM_FILES },
      { most: { animation: 1 }, total: 1 },
    ],
    image: {
      formats: ['jpeg', 'png'],
      maxBytes: PHOTO_BYTES,
      maxEdgePx: PHOTO_EDGE_PX,
      aspect: { min: 1 / PHOTO_RATIO, max: PHOTO_RATIO },
    },
    animation: { formats: ['gif'], maxBytes, maxEdgePx: MOVING_EDGE_PX, aspect: null },
    video: {
      maxBytes,
      minDurationMs: 0,
      maxDurationMs: isLocalServer ? LOCAL_VIDEO_FOR_MS : VIDEO_FOR_MS,
      maxEdgePx: MOVING_EDGE_PX,
      maxFramesPerSecond: 60,
      aspect: null,
    },
  };
}

/** As files: of each kind as many as an album holds, in whatever proportions, as the library keeps them. */
function documentRules(isLocalServer: boolean): MediaRules {
  const { video, ...rules } = mediaRules(isLocalServer);
  const maxBytes = isLocalServer ? LOCAL_FILE_BYTES : FILE_BYTES;
  const kept = { maxBytes, maxEdgePx: DOCUMENT_EDGE_PX, aspect: null, isAsKept: true };
  return {
    ...rules,
    sets: [
      {
        most: { image: ALBUM_FILES, animation: ALBUM_FILES, video: ALBUM_FILES },
        total: ALBUM_FILES,
      },
    ],
    image: { formats: ['jpeg', 'png'], ...kept },
    animation: { formats: ['gif', 'webp'], ...kept },
    video: video && { ...video, isAsKept: true },
  };
}
