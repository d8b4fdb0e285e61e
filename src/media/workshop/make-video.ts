import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { VideoRecipe } from '../recipe.js';
import { input, QUIET, readerOf, STREAMS, VIDEO_LIMITS, type Demuxer } from './ffmpeg.js';
import { frameFor, type Framed } from './frame.js';
import { bytesOf, madeFile } from './made-file.js';
import type { Made, Order, VideoTools } from './order.js';
import { probeVideo, type Probed } from './probe-video.js';
import { xmpBox } from './provenance.js';
import { runTool } from './run-tool.js';

type MakeOrder = Extract<Order, { kind: 'make' }>;

const AUDIO_BITS_PER_SECOND = 128_000;
/** Below this a video is nothing that somebody would look at. */
const LEAST_VIDEO_BITS_PER_SECOND = 80_000;
const USUAL_BITS_PER_SECOND = 8_000_000;
/** Container and the codec's own swings; each try asks for less. */
const PARTS_OF_BUDGET = [0.92, 0.75, 0.55];
/** User data (SEI) inside the picture's stream, which may say who, where and with what: how it is taken out, by codec. */
const WITHOUT_REMARKS: Readonly<Record<string, string>> = {
  h264: 'filter_units=remove_types=6',
  hevc: 'filter_units=remove_types=39-40',
};
const MP4 = ['-movflags', '+faststart', '-fflags', '+bitexact', '-f', 'mp4'];

/** MP4 with H.264 and AAC. Undefined when it cannot be made small enough. */
export async function makeVideo(order: MakeOrder, recipe: VideoRecipe): Promise<Made | undefined> {
  const { tools, master, folder, sourceType } = order;
  if (!tools) throw new Error('A video is made only where ffmpeg is');
  const demuxer = readerOf(master);
  const probe = await probeVideo(tools.ffprobe, master, demuxer);
  if (probe.kind !== 'video') throw new Error('The library holds a video that cannot be read');
  const mark = sourceType === null ? null : xmpBox(sourceType);
  const less = { ...recipe, maxBytes: recipe.maxBytes - (mark?.length ?? 0) };
  const work = {
    tools,
    demuxer,
    master,
    path: join(folder, 'rendition.mp4'),
    recipe: less,
  } as const;
  const isMade = (await remux(work, probe.probed)) || (await transcode(work, probe.probed));
  if (!isMade) return undefined;
  if (mark) await appendFile(work.path, mark);
  return describe(work, tools.ffprobe);
}

interface Work {
  tools: NonNullable<VideoTools>;
  demuxer: Demuxer;
  master: string;
  path: string;
  recipe: VideoRecipe;
}

async function describe({ path }: Work, ffprobe: string): Promise<Made> {
  const probe = await probeVideo(ffprobe, path, 'mov');
  if (probe.kind !== 'video') throw new Error('What was made here can be read here');
  const { widthPx, heightPx, durationMs } = probe.probed;
  const bytes = await bytesOf(path);
  return {
    facts: { kind: 'video', mime: 'video/mp4', bytes, widthPx, heightPx, durationMs },
    file: await madeFile(path, 'mp4'),
  };
}

/** Takes picture and sound over as they are, where they are what the platform takes. Answers whether it did. */
async function remux(work: Work, probed: Probed): Promise<boolean> {
  const remarks = WITHOUT_REMARKS[probed.codec];
  if (remarks === undefined || !isTakenAsItIs(probed, work.recipe)) return false;
  if ((await bytesOf(work.master)) > work.recipe.maxBytes) return false;
  const args = [...QUIET, ...input(work.master, work.demuxer), ...STREAMS, '-c', 'copy'];
  await runTool(
    work.tools.ffmpeg,
    [...args, '-bsf:v', remarks, ...MP4, `file:${work.path}`],
    VIDEO_LIMITS,
  );
  return isSmallEnough(work);
}

export function isTakenAsItIs(probed: Probed, recipe: VideoRecipe): boolean {
  const isSoundTaken = probed.audioCodec === null || probed.audioCodec === 'aac';
  // Whoever opens the file turns it upright.
  if (recipe.isAsKept) return isSoundTaken;
  const { content, frame } = frameFor(probed, { ...recipe, step: 2 });
  return (
    isSoundTaken &&
    probed.codec === 'h264' &&
    probed.pixelFormat === 'yuv420p' &&
    probed.isUpright &&
    probed.framesPerSecond <= recipe.maxFramesPerSecond &&
    [content, frame].every(
      (size) => size.widthPx === probed.widthPx && size.heightPx === probed.heightPx,
    )
  );
}

async function transcode(work: Work, probed: Probed): Promise<boolean> {
  const sound = probed.audioCodec === null ? 0 : AUDIO_BITS_PER_SECOND;
  const framed = frameFor(probed, { ...work.recipe, step: 2 });
  const budget = (work.recipe.maxBytes * 8) / Math.max(1, probed.durationMs / 1_000);
  for (const part of PARTS_OF_BUDGET) {
    const bitsPerSecond = Math.min(USUAL_BITS_PER_SECOND, Math.floor(budget * part - sound));
    if (bitsPerSecond < LEAST_VIDEO_BITS_PER_SECOND) return false;
    const args = [...QUIET, ...input(work.master, work.demuxer), ...STREAMS];
    await runTool(
      work.tools.ffmpeg,
      [...args, ...encoding({ framed, probed, work, bitsPerSecond }), `file:${work.path}`],
      VIDEO_LIMITS,
    );
    if (await isSmallEnough(work)) return true;
  }
  return false;
}

async function isSmallEnough({ path, recipe }: Work): Promise<boolean> {
  if ((await bytesOf(path)) <= recipe.maxBytes) return true;
  await rm(path);
  return false;
}

interface Encoding {
  framed: Framed;
  probed: Probed;
  work: Work;
  bitsPerSecond: number;
}

function encoding({ framed, probed, work, bitsPerSecond }: Encoding): string[] {
  const rate = String(bitsPerSecond);
  const picture = ['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-crf', '21'];
  const cap = ['-maxrate', rate, '-bufsize', String(bitsPerSecond * 2), '-threads', '2'];
  const sound = ['-c:a', 'aac', '-b:a', String(AUDIO_BITS_PER_SECOND), '-ac', '2', '-ar', '48000'];
  return ['-vf', filters(framed, probed, work.recipe), ...picture, ...cap, ...sound, ...MP4];
}

function filters(
  { content, frame }: Framed,
  { framesPerSecond }: Probed,
  { maxFramesPerSecond }: VideoRecipe,
): string {
  const rate = framesPerSecond > maxFramesPerSecond ? [`fps=${maxFramesPerSecond}`] : [];
  return [
    ...rate,
    `scale=${content.widthPx}:${content.heightPx}`,
    `pad=${frame.widthPx}:${frame.heightPx}:-1:-1:color=black`,
    'setsar=1',
    'format=yuv420p',
  ].join(',');
}
