import {
  ACCESS_WARNING_DAYS,
  type AccessWarningDays,
  type AccountRight,
  type AccountWarning,
} from '../contract/account-health.js';

/** What the last check left to warn of. */
export interface WarningFacts {
  accessEndsAt: Date | null;
  rightsMissing: readonly AccountRight[];
  noRoomUntil: Date | null;
}

const DAY_MS = 24 * 60 * 60_000;

/** Pure: what somebody should know at `now` of an account that works. */
export function warningsOf(facts: WarningFacts, now: Date): AccountWarning[] {
  const { accessEndsAt, rightsMissing, noRoomUntil } = facts;
  const withinDays = accessEndsAt && warningDays(accessEndsAt, now);
  return [
    ...(accessEndsAt && withinDays
      ? [{ kind: 'access_ends' as const, at: accessEndsAt.toISOString(), withinDays }]
      : []),
    ...rightsMissing.map((right) => ({ kind: 'right_missing' as const, right })),
    ...(noRoomUntil && noRoomUntil > now
      ? [{ kind: 'no_room' as const, until: noRoomUntil.toISOString() }]
      : []),
  ];
}

/** The narrowest span before the end that `now` is in; undefined while it is still further away. */
export function warningDays(endsAt: Date, now: Date): AccessWarningDays | undefined {
  const leftMs = endsAt.getTime() - now.getTime();
  return ACCESS_WARNING_DAYS.findLast((days) => leftMs < days * DAY_MS);
}
