import { z } from 'zod';
import { input, type Demuxer } from './ffmpeg.js';
import { runTool, type ToolLimits } from './run-tool.js';

/** What a video is made of, as far as it decides what has to be done with it. */
export interface Probed {
  codec: string;
  pixelFormat: string;
  /** As shown: turned upright, with square pixels. */
  widthPx: number;
  heightPx: number;
  framesPerSecond: number;
  durationMs: number;
  /** Of the pictures alone: sound may last longer. */
  picturesMs: number;
  /** Null: no sound. */
  audioCodec: string | null;
  /** Stored as it is shown: neither turned nor with pixels that are not square. */
  isUpright: boolean;
}

export type Probe =
  { kind: 'video'; probed: Probed } | { kind: 'no_picture' } | { kind: 'unknown_length' };

const PROBE_LIMITS: ToolLimits = { timeoutMs: 60_000, memoryKb: 2_000_000 };

const number = z.coerce.number();
const stream = z.object({
  codec_type: z.string(),
  codec_name: z.string().default('unknown'),
  pix_fmt: z.string().default('unknown'),
  width: number.default(0),
  height: number.default(0),
  avg_frame_rate: z.string().default('0/0'),
  r_frame_rate: z.string().default('0/0'),
  sample_aspect_ratio: z.string().default('1:1'),
  duration: number.optional(),
  disposition: z.object({ attached_pic: number.default(0) }).default({ attached_pic: 0 }),
  side_data_list: z.array(z.object({ rotation: number.optional() })).default([]),
});
type Stream = z.infer<typeof stream>;
const answer = z.object({
  streams: z.array(stream).default([]),
  format: z.object({ duration: number.optional() }).default({}),
});

/** @throws ToolFailure when the file cannot be read at all. */
export async function probeVideo(ffprobe: string, file: string, demuxer: Demuxer): Promise<Probe> {
  const entries = ['-v', 'error', '-of', 'json', '-show_streams', '-show_format'];
  const text = await runTool(ffprobe, [...entries, ...input(file, demuxer)], PROBE_LIMITS);
  const { streams, format } = answer.parse(JSON.parse(text));
  const picture = streams.find(
    (one) => one.codec_type === 'video' && one.disposition.attached_pic === 0,
  );
  if (!picture) return { kind: 'no_picture' };
  const seconds = format.duration ?? picture.duration;
  if (seconds === undefined || !(seconds > 0)) return { kind: 'unknown_length' };
  const sound = streams.find((one) => one.codec_type === 'audio');
  return {
    kind: 'video',
    probed: {
      codec: picture.codec_name,
      pixelFormat: picture.pix_fmt,
      ...shownSize(picture),
      framesPerSecond: ratioOf(picture.avg_frame_rate, '/') || ratioOf(picture.r_frame_rate, '/'),
      durationMs: Math.round(seconds * 1_000),
      picturesMs: Math.round((picture.duration ?? seconds) * 1_000),
      audioCodec: sound?.codec_name ?? null,
      isUpright: turnOf(picture) === 0 && pixelRatio(picture) === 1,
    },
  };
}

function shownSize(picture: Stream): { widthPx: number; heightPx: number } {
  const widthPx = Math.round(picture.width * pixelRatio(picture));
  const isOnItsSide = turnOf(picture) % 180 !== 0;
  return isOnItsSide
    ? { widthPx: picture.height, heightPx: widthPx }
    : { widthPx, heightPx: picture.height };
}

function turnOf({ side_data_list: sides }: Stream): number {
  return sides.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0;
}

/** Width of a pixel by its height; 0:1 means that nobody said. */
function pixelRatio({ sample_aspect_ratio: text }: Stream): number {
  return ratioOf(text, ':') || 1;
}

/** 0 where there is none. */
function ratioOf(text: string, sign: '/' | ':'): number {
  const [above = 0, below = 0] = text.split(sign).map(Number);
  return above > 0 && below > 0 ? above / below : 0;
}
