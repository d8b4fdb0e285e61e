import { z } from 'zod';
import type { PlatformName } from './platforms.js';
import { MAX_ROW_ID } from './row-id.js';

/** An account that somebody put into our hands on the platform, and that no district holds yet. */
export interface FoundAccountView {
  id: number;
  platform: PlatformName;
  remoteId: string;
  /** The public name with an @, or else the title. */
  handle: string;
  title: string;
  /** In the platform's own words: `channel`, `group`, `supergroup`. */
  type: string;
  /** False: whoever keeps it has to give the right to post first. */
  mayPublish: boolean;
  /** The rights that were given, by the platform's names. */
  rights: string[];
  /** Which of our readers saw it: the public id of a bot. */
  reader: string;
  /** When it was last changed on the platform. */
  changedAt: string;
}

/** Whose account it is. */
export const foundAccountMatch = z.object({
  districtId: z.number().int().positive().max(MAX_ROW_ID),
});
export type FoundAccountMatch = z.infer<typeof foundAccountMatch>;
