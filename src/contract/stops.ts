import { z } from 'zod';
import type { WaitingOrder } from './held-orders.js';
import { PLATFORM_NAMES, type PlatformName } from './platforms.js';
import { plainText } from './plain-text.js';
import { MAX_ROW_ID } from './row-id.js';

const id = z.number().int().positive().max(MAX_ROW_ID);
const reason = plainText.trim().min(3).max(500);

/** What a stop binds: everything, one platform, a place and all below it, a campaign, or one account. */
export const newStop = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('everything'), reason }),
  z.object({ scope: z.literal('platform'), platform: z.enum(PLATFORM_NAMES), reason }),
  z.object({ scope: z.literal('district'), districtId: id, reason }),
  z.object({ scope: z.literal('campaign'), campaignId: id, reason }),
  z.object({ scope: z.literal('account'), accountId: id, reason }),
]);
export type NewStop = z.infer<typeof newStop>;
export type StopScope = NewStop['scope'];

export const stopLift = z.object({ reason: plainText.trim().max(500).default('') });
export type StopLift = z.infer<typeof stopLift>;

/** A person's order that nothing is sent. While it stands no new send begins; what waits goes out once it is lifted. */
export interface StopView {
  id: number;
  scope: StopScope;
  platform: PlatformName | null;
  /** The place, campaign or account that it binds; null where the scope needs no name. */
  subjectId: number | null;
  subjectEn: string | null;
  subjectHi: string | null;
  reason: string;
  stoppedBy: string;
  stoppedAt: string;
  liftedBy: string | null;
  liftedAt: string | null;
  can: { lift: boolean };
  /** Somebody ordered it to be lifted; it stands until a second person confirms that. */
  waits?: WaitingOrder;
}

/** Of a stop, what somebody reads whose delivery it holds. */
export type Hold = Pick<
  StopView,
  'id' | 'scope' | 'platform' | 'subjectEn' | 'subjectHi' | 'reason' | 'stoppedBy' | 'stoppedAt'
>;
