import { z } from 'zod';
import { fileText } from './plain-text.js';
import { PLATFORM_NAMES, type PlatformName } from './platforms.js';
import { rowId } from './row-id.js';

export const ACCOUNT_HEALTH = ['unchecked', 'healthy', 'broken'] as const;
export type AccountHealth = (typeof ACCOUNT_HEALTH)[number];

/**
 * CSV import of accounts. Columns: district, platform, handle, remoteId, verified, audience, then the
 * platform's own credential columns (see each platform's `credentials.ts`).
 */
export const accountImport = z.object({ content: fileText.min(1) });
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
  /** What is wrong and what to do; null when nothing is. */
  healthDetail: string | null;
  checkedAt: string | null;
}
