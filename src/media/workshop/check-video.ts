import { join } from 'node:path';
import { bytesOf, madeFile, sha256Of } from './made-file.js';
import { refused, type Report, type VideoTools } from './order.js';
import { makePreview } from './preview.js';
import { input, QUIET, STREAMS, VIDEO_LIMITS, type Demuxer } from './ffmpeg.js';
import { probeVideo, type Probed } from './probe-video.js';
import { sourceTypeOf } from './provenance.js';
import { runTool } from './run-tool.js';

const MAX_EDGE_PX = 8_192;
const MAX_FRAME_PIXELS = 4_096 * 4_096;
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
    const params = { megapixels: Math.ceil(pixels / 1e6), maxMegapixels: MAX_FRAME_PIXELS / 1e6 };
    return refused({ code: 'media_too_many_pixels', params });
  }
  const master = await decodeAndKeep(video, probed);
  if (master === undefined) return refused({ code: 'media_damaged' });
  const poster = await takePoster(video, master, { ...probed, demuxer });
  return {
    kind: 'checked',
    mastered: {
      facts: {
        kind: 'video',
        mime: demuxer === 'mov' ? 'video/quicktime' : 'video/x-matroska',
        bytes: await bytesOf(master),
        widthPx: probed.widthPx,
        heightPx: probed.heightPx,
        durationMs: probed.durationMs,
      },
      master: await madeFile(master, demuxer === 'mov' ? 'mov' : 'mkv'),
      preview: await makePreview(poster, folder),
      originalSha256: await sha256Of(file),
      sourceType: await sourceTypeOf(file, ''),
    },
  };
}

/** Undefined when much less can be decoded than the file promises. */
async function decodeAndKeep(
  { file, folder, tools: { ffmpeg }, demuxer }: VideoFile,
  { durationMs, framesPerSecond }: Probed,
): Promise<string | undefined> {
  const master = join(folder, demuxer === 'mov' ? 'master.mov' : 'master.mkv');
  const keep = [...STREAMS, '-c', 'copy', '-fflags', '+bitexact', '-f', demuxer, `file:${master}`];
  await runTool(ffmpeg, [...QUIET, ...input(file, demuxer), ...keep], VIDEO_LIMITS);
  const limits = ['-threads', '2', '-max_pixels', String(MAX_FRAME_PIXELS)];
  const decode = ['-map', '0:V:0', '-map', '0:a:0?', '-f', 'null', '-progress', 'pipe:1', '-'];
  const progress = await runTool(
    ffmpeg,
    [...QUIET, ...limits, ...input(master, demuxer), ...decode],
    VIDEO_LIMITS,
  );
  const frames = Number(/.*^frame=\s*(\d+)/ms.exec(progress)?.[1] ?? 0);
  const promised = (durationMs / 1_000) * framesPerSecond;
  return frames === 0 || frames < promised * LEAST_PART_DECODED ? undefined : master;
}

/** Not the very first frame, which is often black. */
async function takePoster(
  { folder, tools: { ffmpeg } }: VideoFile,
  master: string,
  { durationMs, demuxer }: { durationMs: number; demuxer: Demuxer },
): Promise<string> {
  const poster = join(folder, 'poster.png');
  const atSeconds = String(Math.min(1_000, durationMs / 3) / 1_000);
  const out = [
    '-map',
    '0:V:0',
    '-frames:v',
    '1',
    '-vf',
    'scale=iw*sar:ih,setsar=1',
    `file:${poster}`,
  ];
  const from = [...QUIET, '-ss', atSeconds, ...input(master, demuxer)];
  await runTool(ffmpeg, [...from, ...out], VIDEO_LIMITS);
  return poster;
}
