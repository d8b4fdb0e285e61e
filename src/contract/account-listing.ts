import { z } from 'zod';
import { plainText } from './plain-text.js';
import { PLATFORM_NAMES, type PlatformName } from './platforms.js';
import { MAX_ROW_ID } from './row-id.js';

/** What a token of a person or a system user may be asked. It is used for the answer and kept nowhere. */
export const accountSearch = z.object({
  /** The one that the token is of. */
  platform: z.enum(PLATFORM_NAMES),
  token: z
    .string()
    .trim()
    .max(2_000)
    .regex(/^[\x21-\x7e]+$/),
  /** The platform's id of a business: its accounts rather than those of the token's user. */
  businessId: z
    .string()
    .regex(/^\d{1,30}$/)
    .nullable()
    .default(null),
});
export type AccountSearch = z.infer<typeof accountSearch>;

/** An account that the token may act for. Nothing in it is secret. */
export interface FoundAccount {
  platform: PlatformName;
  remoteId: string;
  name: string;
  handle: string;
  isVerified: boolean | null;
  audience: number | null;
  /** Whose account it is already; null: nobody's yet. */
  districtId: number | null;
}

/** Which of the accounts that the token finds belong to which places. */
export const accountMatch = accountSearch.extend({
  rows: z
    .array(
      z.object({
        platform: z.enum(PLATFORM_NAMES),
        remoteId: plainText.trim().min(1).max(40),
        districtId: z.number().int().positive().max(MAX_ROW_ID),
      }),
    )
    .min(1)
    .max(5_000),
});
export type AccountMatch = z.infer<typeof accountMatch>;
