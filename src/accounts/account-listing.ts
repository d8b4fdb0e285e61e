import { ACCESS_WARNING_DAYS, type AccountRight } from '../contract/account-health.js';
import type { AccountView } from '../contract/accounts.js';
import { warningsOf, type WarningFacts } from './warnings.js';

/** A row of `LISTING`. */
export type AccountListing = Omit<AccountView, 'checkedAt' | 'healthSinceAt' | 'warnings'> &
  WarningFacts & {
    checkedAt: Date | null;
    healthSinceAt: Date | null;
    rightsMissing: AccountRight[];
  };

/** What a list says of an account `a` of the place `d`. */
export const LISTING_COLUMNS = `
  a.id, d.id AS "districtId", d.name_en AS "districtNameEn", d.name_hi AS "districtNameHi",
  a.platform, a.handle, a.remote_id AS "remoteId", a.is_verified AS "isVerified", a.audience,
  a.health, a.trouble, a.health_detail AS "healthDetail", a.health_since_at AS "healthSinceAt",
  a.access_ends_at AS "accessEndsAt", a.rights_missing AS "rightsMissing",
  a.no_room_until AS "noRoomUntil", a.checked_at AS "checkedAt"`;

export const LISTING = `
  SELECT ${LISTING_COLUMNS} FROM accounts a JOIN districts d ON d.id = a.district_id`;

/** What somebody should look at who looks at `a`, at the moment `now`; an account that is broken is not also warned of. */
export const isWarnedAt = (now: string): string => `
  (a.health = 'healthy' AND (a.access_ends_at < ${now}::timestamptz + interval '${ACCESS_WARNING_DAYS[0]} days'
    OR cardinality(a.rights_missing) > 0 OR a.no_room_until > ${now}::timestamptz))`;

export function toView(listing: AccountListing, now: Date): AccountView {
  const { checkedAt, healthSinceAt, accessEndsAt, rightsMissing, noRoomUntil, ...account } =
    listing;
  return {
    ...account,
    healthSinceAt: healthSinceAt?.toISOString() ?? null,
    checkedAt: checkedAt?.toISOString() ?? null,
    warnings:
      account.health === 'healthy'
        ? warningsOf({ accessEndsAt, rightsMissing, noRoomUntil }, now)
        : [],
  };
}
