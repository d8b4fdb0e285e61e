import { DateTime, IANAZone } from 'luxon';
import type { PostSchedule } from '../contract/posts.js';
import type { Problem } from '../contract/problems.js';

/** When a post is due, and the wall time that its author saw. */
export interface DueTime {
  dueAt: Date;
  /** `YYYY-MM-DDTHH:mm` in `zone`. */
  wallTime: string;
  zone: string;
}

export type ScheduledTime = { kind: 'due'; due: DueTime } | { kind: 'refused'; problem: Problem };

/** A time chosen while the form was open may have just passed; this much is still meant as "now". */
const GRACE_MS = 60_000;
const WALL_FORMAT = "yyyy-MM-dd'T'HH:mm";

/** Pure. A repeated hour (clocks set back) means its first passing; a skipped one is refused. */
export function scheduledTime(
  schedule: PostSchedule,
  now: Date,
  defaultZone: string,
): ScheduledTime {
  if (schedule.kind === 'now') {
    const wall = DateTime.fromJSDate(now, { zone: defaultZone });
    return {
      kind: 'due',
      due: { dueAt: now, wallTime: wall.toFormat(WALL_FORMAT), zone: defaultZone },
    };
  }
  const { wallTime, zone } = schedule;
  if (!IANAZone.isValidZone(zone)) return refused({ code: 'zone_unknown', params: { zone } });
  const wall = DateTime.fromISO(wallTime, { zone });
  if (!wall.isValid || /[zZ]|[+-]\d{2}:?\d{2}$/.test(wallTime)) {
    return refused({ code: 'wall_time_invalid', params: { wallTime, zone } });
  }
  if (wall.toFormat(WALL_FORMAT) !== wallTime.slice(0, 16)) {
    return refused({ code: 'wall_time_skipped', params: { wallTime, zone } });
  }
  const dueAt = firstPassing(wall);
  if (dueAt.getTime() < now.getTime() - GRACE_MS) {
    return refused({ code: 'due_in_past', params: { due: `${wallTime} ${zone}` } });
  }
  return {
    kind: 'due',
    due: { dueAt, wallTime: wall.toFormat(WALL_FORMAT), zone },
  };
}

function firstPassing(wall: DateTime): Date {
  return new Date(Math.min(...wall.getPossibleOffsets().map((moment) => moment.toMillis())));
}

function refused(problem: Omit<Problem, 'field'>): ScheduledTime {
  return { kind: 'refused', problem: { ...problem, field: 'schedule' } };
}
