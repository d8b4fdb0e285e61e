import type { ToolLimits } from './run-tool.js';

/** The reader that a file's first bytes name. */
export type Demuxer = 'mov' | 'matroska';

/** Half an hour of a phone's largest video, decoded on one slow core, takes about so long. */
export const VIDEO_LIMITS: ToolLimits = { timeoutMs: 30 * 60_000, memoryKb: 3_000_000 };

/** No questions, no word but errors, and over what a try before has left. */
export const QUIET = ['-nostdin', '-v', 'error', '-y'];

/** First picture and first sound track, and of what is said about them nothing. */
export const STREAMS = [
  '-map',
  '0:V:0',
  '-map',
  '0:a:0?',
  '-map_metadata',
  '-1',
  '-map_chapters',
  '-1',
];

/** The file and nothing that it points at: only this reader, only files, no playlists. */
export function input(file: string, demuxer: Demuxer): string[] {
  return ['-protocol_whitelist', 'file', '-f', demuxer, '-i', `file:${file}`];
}

/** The reader of a file that the library keeps. */
export function readerOf(master: string): Demuxer {
  return master.endsWith('.mkv') ? 'matroska' : 'mov';
}
