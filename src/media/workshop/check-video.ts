import { extname, join } from 'node:path';
import { bytesOf, madeFile, sha256Of } from './made-file.js';
import { refused, type Report, type VideoTools } from './order.js';
import { makePreview } from './preview.js';
import { input, QUIET, readerOf, STREAMS, VIDEO_LIMITS, type Demuxer } from './ffmpeg.js';
import { probeVideo, type Probed } from './probe-video.js';
import { sourceTypeOf } from './provenance.js';
import { runTool } from './run-tool.js';

const MAX_EDGE_PX = 8_192;
const MAX_FRAME_PIXELS = 4_096 * 4_096;
const MEGA = 1_000_000;
/** A file that was cut off still names its whole length. */
const LEAST_PART_DECODED = 0.8;
const CODECS = [
  'h264',
  'hevc',
  'vp8',
  'vp9',
  'av1',
  'mpeg4',
  'h263',
  'mpeg2video',
  'prores',
  'mjpeg',
];

const MIMES: Record<string, string> = {
  '.mov': 'video/quicktime',
  '.mp4': 'video/mp4',
  '.mkv': 'video/x-matroska',
};

export interface VideoFile {
  file: string;
  folder: string;
  tools: NonNullable<VideoTools>;
  demuxer: Demuxer;
}

/** Decodes every frame, and keeps picture and sound in a container that we wrote: it is never served as it is. */
export async function checkVideo(video: VideoFile): Promise<Report> {
  const { file, folder, tools, demuxer } = video;
  const probe = await probeVideo(tools.ffprobe, file, demuxer);
  if (probe.kind === 'no_picture') return refused({ code: 'media_no_video_stream' });
  if (probe.kind === 'unknown_length') return refused({ code: 'media_damaged' });
  const { probed } = probe;
  if (!CODECS.includes(probed.codec)) {
    return refused({ code: 'media_video_codec', params: { codec: probed.codec } });
  }
  const pixels = probed.widthPx * probed.heightPx;
  if (Math.max(probed.widthPx, probed.heightPx) > MAX_EDGE_PX || pixels > MAX_FRAME_PIXELS) {
    const maxMegapixels = Math.floor(MAX_FRAME_PIXELS / MEGA);
    const params = { megapixels: Math.ceil(pixels / MEGA), maxMegapixels };
    return refused({ code: 'media_too_many_pixels', params });
  }
  const master = await decodeAndKeep(video, probed);
  if (master === undefined) return refused({ code: 'media_damaged' });
  const poster = await takePoster(video, master, probed);
  return {
    kind: 'checked',
    mastered: {
      facts: {
        kind: 'video',
        mime: MIMES[extname(master)] ?? 'video/mp4',
        bytes: await bytesOf(master),
        widthPx: probed.widthPx,
        heightPx: probed.heightPx,
        durationMs: probed.durationMs,
      },
      master: await madeFile(master, extname(master).slice(1)),
      preview: await makePreview(poster, folder),
      originalSha256: await sha256Of(file),
      sourceType: await sourceTypeOf(file, ''),
    },
  };
}

/** Undefined when much less can be decoded than the file promises. */
async function decodeAndKeep(
  { file, folder, tools: { ffmpeg }, demuxer }: VideoFile,
  { picturesMs, framesPerSecond }: Probed,
): Promise<string | undefined> {
  const master = await keep({ file, folder, ffmpeg, demuxer });
  const limits = ['-threads', '2', '-max_pixels', String(MAX_FRAME_PIXELS)];
  const decode = ['-map', '0:V:0', '-map', '0:a:0?', '-f', 'null', '-progress', 'pipe:1', '-'];
  const progress = await runTool(
    ffmpeg,
    [...QUIET, ...limits, ...input(master, readerOf(master)), ...decode],
    VIDEO_LIMITS,
  );
  const frames = Number(/.*^frame=\s*(\d+)/ms.exec(progress)?.[1] ?? 0);
  const promised = (picturesMs / 1_000) * framesPerSecond;
  return frames === 0 || frames < promised * LEAST_PART_DECODED ? undefined : master;
}

/** Containers for what a file of the reader's may hold, the likeliest first: QuickTime has PCM, MP4 has Opus and VP9. */
const CONTAINERS: Record<Demuxer, readonly Container[]> = {
  mov: [
    { muxer: 'mov', extension: 'mov' },
    { muxer: 'mp4', extension: 'mp4' },
    { muxer: 'matroska', extension: 'mkv' },
  ],
  matroska: [{ muxer: 'matroska', extension: 'mkv' }],
};
interface Container {
  muxer: string;
  extension: string;
}

/** Picture and sound as they are, in the first container that takes both. @throws ToolFailure when none does. */
async function keep({
  file,
  folder,
  ffmpeg,
  demuxer,
}: Omit<VideoFile, 'tools'> & { ffmpeg: string }): Promise<string> {
  let failure: unknown;
  for (const { muxer, extension } of CONTAINERS[demuxer]) {
    const master = join(folder, `master.${extension}`);
    const how = [...STREAMS, '-c', 'copy', '-fflags', '+bitexact', '-f', muxer, `file:${master}`];
    try {
      await runTool(ffmpeg, [...QUIET, ...input(file, demuxer), ...how], VIDEO_LIMITS);
      return master;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** Not the very first frame, which is often black. */
async function takePoster(
  { folder, tools: { ffmpeg } }: VideoFile,
  master: string,
  { picturesMs }: Probed,
): Promise<string> {
  const poster = join(folder, 'poster.png');
  const atSeconds = picturesMs < 3_000 ? '0' : '1';
  const out = [
    '-map',
    '0:V:0',
    '-frames:v',
    '1',
    '-vf',
    'scale=iw*sar:ih,setsar=1',
    `file:${poster}`,
  ];
  const from = [...QUIET, '-ss', atSeconds, ...input(master, readerOf(master))];
  await runTool(ffmpeg, [...from, ...out], VIDEO_LIMITS);
  return poster;
}
