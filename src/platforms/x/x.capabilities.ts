import type { MediaRules } from '../../contract/media.js';
import { PLATFORM_LABELS, type PlatformCapabilities } from '../../contract/platforms.js';
import { X_GUIDE } from './x.guide.js';
import {
  GIF_BYTES,
  GIF_EDGE_PX,
  PICTURE_BYTES,
  PICTURE_EDGE_PX,
  POST_COST,
  POST_PICTURES,
  POST_UNITS,
  THREAD_POSTS,
  VIDEO,
} from './x.limits.js';
import { X_OPTIONS } from './x.options.js';

/** Four pictures, or one GIF, or one video. */
const MEDIA: MediaRules = {
  isRequired: false,
  maxCaptionUnits: null,
  sets: [
    { most: { image: POST_PICTURES }, total: POST_PICTURES },
    { most: { animation: 1 }, total: 1 },
    { most: { video: 1 }, total: 1 },
  ],
  image: {
    formats: ['jpeg', 'png', 'webp'],
    maxBytes: PICTURE_BYTES,
    maxEdgePx: PICTURE_EDGE_PX,
    aspect: null,
  },
  animation: { formats: ['gif'], maxBytes: GIF_BYTES, maxEdgePx: GIF_EDGE_PX, aspect: null },
  video: VIDEO,
};

export const X_CAPABILITIES: PlatformCapabilities = {
  name: 'x',
  label: PLATFORM_LABELS.x,
  text: { counting: 'x_weighted', maxUnits: POST_UNITS },
  reconcile: 'readable',
  retract: { kind: 'delete', withinMs: null },
  thread: { maxParts: THREAD_POSTS },
  edit: { kind: 'never' },
  media: MEDIA,
  options: X_OPTIONS,
  cost: POST_COST,
  guide: X_GUIDE,
};
