import type { AspectRange } from '../../contract/media.js';

export interface Size {
  widthPx: number;
  heightPx: number;
}

/** What is shown, and the frame that it stands in the middle of; the same where nothing is padded. */
export interface Framed {
  content: Size;
  frame: Size;
}

export interface FrameRules {
  maxEdgePx: number;
  aspect: AspectRange | null;
  /** Both sides are multiples of it: 2 for video, 1 for pictures. */
  step: 1 | 2;
}

/** Pure: makes a picture smaller where it has to be, never larger, and pads it into the range; nothing is cut. */
export function frameFor(size: Size, { maxEdgePx, aspect, step }: FrameRules): Framed {
  const edgePx = Math.max(step, Math.floor(maxEdgePx / step) * step);
  const padded = pad(size, aspect);
  const scale = Math.min(1, edgePx / Math.max(padded.widthPx, padded.heightPx));
  const content = {
    widthPx: down(size.widthPx * scale, step),
    heightPx: down(size.heightPx * scale, step),
  };
  const wanted = pad(content, aspect);
  const frame = {
    widthPx: Math.min(up(wanted.widthPx, step), Math.max(edgePx, content.widthPx)),
    heightPx: Math.min(up(wanted.heightPx, step), Math.max(edgePx, content.heightPx)),
  };
  return { content, frame };
}

function pad({ widthPx, heightPx }: Size, aspect: AspectRange | null): Size {
  const ratio = widthPx / heightPx;
  if (aspect === null) return { widthPx, heightPx };
  if (ratio < aspect.min) return { widthPx: heightPx * aspect.min, heightPx };
  return ratio > aspect.max ? { widthPx, heightPx: widthPx / aspect.max } : { widthPx, heightPx };
}

/** A hair is left for numbers that a division made, such as 1079.9999. */
const HAIR = 1e-6;

function down(length: number, step: number): number {
  return Math.max(step, Math.floor(length / step + HAIR) * step);
}

function up(length: number, step: number): number {
  return Math.ceil(length / step - HAIR) * step;
}
