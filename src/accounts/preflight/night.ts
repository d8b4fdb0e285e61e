import { DateTime } from 'luxon';

/** The checks of a night are planned within these; a night that was missed stays missed. */
const QUIET_HOURS = 3;

/**
 * Pure: the night that `now` is in, named by the date on which it began (`2026-11-25`); null by day.
 * @param fromHour 0 to 23, by the clock of `zone`.
 */
export function quietNightAt(now: Date, zone: string, fromHour: number): string | null {
  const local = DateTime.fromJSDate(now, { zone });
  const hoursIn = (local.hour - fromHour + 24) % 24;
  if (hoursIn >= QUIET_HOURS) return null;
  return local.minus({ hours: hoursIn }).toISODate();
}
