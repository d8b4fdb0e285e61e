import type { MediaFacts } from '../../contract/media.js';
import type { Problem } from '../../contract/problems.js';
import type { Recipe } from '../recipe.js';

/** Programs that read and make videos; null where they are missing. */
export type VideoTools = { ffmpeg: string; ffprobe: string } | null;

/** What the child process is asked for, once in its life. Everything that it makes it leaves in `folder`. */
export type Order =
  | { kind: 'check'; file: string; folder: string; tools: VideoTools }
  | {
      kind: 'make';
      master: string;
      recipe: Recipe;
      sourceType: string | null;
      folder: string;
      tools: VideoTools;
    };

/** A file that the workshop has encoded itself. */
export interface MadeFile {
  path: string;
  /** Lower-case hex of its bytes. */
  sha256: string;
  /** Without a dot. */
  extension: string;
}

/** A picture or video as it stands in the library. */
export interface Mastered {
  facts: MediaFacts;
  master: MadeFile;
  preview: MadeFile;
  originalSha256: string;
  sourceType: string | null;
}

export interface Made {
  facts: MediaFacts;
  file: MadeFile;
}

/** What the child answers before it ends. */
export type Report =
  | { kind: 'checked'; mastered: Mastered }
  | { kind: 'made'; made: Made }
  /** The file is not taken, or cannot be made to fit; the same order would end in the same way. */
  | { kind: 'refused'; problem: Problem }
  /** Within the recipe's bytes nothing can be made that somebody would look at. */
  | { kind: 'does_not_fit' };

/** Signals that tell a process to go, and the status that it then ends with, as shells count. */
export const TOLD_TO_GO: Record<'SIGINT' | 'SIGTERM', number> = { SIGINT: 130, SIGTERM: 143 };

export function refused(problem: Problem): Report {
  return { kind: 'refused', problem };
}
