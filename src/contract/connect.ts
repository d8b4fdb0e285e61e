import { z } from 'zod';
import { PLATFORM_NAMES } from './platforms.js';
import { rowId } from './row-id.js';

/** A person wants to lend Munadi an account of this place. */
export const connectRequest = z.object({
  platform: z.enum(PLATFORM_NAMES),
  districtId: rowId,
  /** The account that has to be connected again; another one is refused then. */
  accountId: rowId.optional(),
});
export type ConnectRequest = z.infer<typeof connectRequest>;

/** Where the person's browser goes next: the platform's own page. */
export interface ConnectStart {
  authorizeUrl: string;
}

/** What the platform's page sends the browser back with. */
export const connectReturn = z.object({
  state: z.string().min(1).max(500),
  code: z.string().min(1).max(2_000).optional(),
  /** The person declined, or the platform did. */
  error: z.string().max(200).optional(),
});
export type ConnectReturn = z.infer<typeof connectReturn>;
