import { z } from 'zod';
import type { AccountHealth, AccountTrouble, AccountWarning, Keeper } from './account-health.js';
import { fileText } from './plain-text.js';
import { PLATFORM_NAMES, type PlatformName } from './platforms.js';
import { rowId } from './row-id.js';

/**
 * CSV import of accounts. Columns: district, platform, handle, remoteId, verified, audience, then the
 * platform's own credential columns (see each platform's `credentials.ts`).
 */
export const accountImport = z.object({
  content: fileText.min(1),
  /** Says what an import would do, and every row that is wrong, and changes nothing. */
  isTrial: z.boolean().default(false),
});
export type AccountImport = z.infer<typeof accountImport>;

export const accountFilter = z.object({
  platform: z.enum(PLATFORM_NAMES).optional(),
  districtId: rowId.optional(),
});
export type AccountFilter = z.infer<typeof accountFilter>;

export interface AccountView {
  id: number;
  districtId: number;
  districtNameEn: string;
  districtNameHi: string;
  platform: PlatformName;
  handle: string;
  remoteId: string;
  isVerified: boolean;
  audience: number | null;
  health: AccountHealth;
  /** Why it is broken; null when it is not, or when nobody has said. */
  trouble: AccountTrouble | null;
  /** What is wrong and what to do; null when nothing is. */
  healthDetail: string | null;
  /** When the health last turned; null while it never has. */
  healthSinceAt: string | null;
  warnings: AccountWarning[];
  checkedAt: string | null;
}

/** An account with the person to ask about it; null where nobody works at its place or above. */
export interface AttendedAccount extends AccountView {
  keeper: Keeper | null;
}

/** A district without an account on the platform. */
export interface MissingAccount {
  placeId: number;
  nameEn: string;
  nameHi: string;
  keeper: Keeper | null;
}

/** What is behind one cell of the coverage: the worst first, the first 50 of each. */
export interface Attention {
  accounts: AttendedAccount[];
  accountsInAll: number;
  missing: MissingAccount[];
  missingInAll: number;
}
