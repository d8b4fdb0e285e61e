import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { scheduledTime } from './schedule-time.js';

const now = new Date('2026-11-24T06:00:00Z');
const at = (wallTime: string, zone = 'Asia/Kolkata') =>
  scheduledTime({ kind: 'at', wallTime, zone }, now, 'Asia/Kolkata');

describe('the time of a post', () => {
  it('is the wall time that the author saw, in the zone that they saw', () => {
    expect(at('2026-11-25T17:30')).toEqual({
      kind: 'due',
      due: {
        dueAt: new Date('2026-11-25T12:00:00Z'),
        wallTime: '2026-11-25T17:30',
        zone: 'Asia/Kolkata',
      },
    });
  });

  it('is this instant when it shall go out now', () => {
    expect(scheduledTime({ kind: 'now' }, now, 'Asia/Kolkata')).toMatchObject({
      due: { dueAt: now, wallTime: '2026-11-24T11:30' },
    });
  });

  it.each([
    ['yesterday', '2026-11-23T17:30', 'Asia/Kolkata', 'due_in_past'],
    ['a day that is not there', '2026-02-30T10:00', 'Asia/Kolkata', 'wall_time_invalid'],
    ['prose', 'tomorrow evening!', 'Asia/Kolkata', 'wall_time_invalid'],
    ['a time with an offset of its own', '2026-11-25T17:30Z', 'Asia/Kolkata', 'wall_time_invalid'],
    ['an unknown zone', '2026-11-25T17:30', 'Asia/Awadh', 'zone_unknown'],
    ['an hour that the clocks skip', '2027-03-28T02:30', 'Europe/Berlin', 'wall_time_skipped'],
  ])('refuses %s and names the remedy', (_, wallTime, zone, code) => {
    expect(at(wallTime, zone)).toMatchObject({
      kind: 'refused',
      problem: { code, field: 'schedule' },
    });
  });

  it('takes the first of an hour that comes twice', () => {
    expect(at('2027-10-31T02:30', 'Europe/Berlin')).toMatchObject({
      due: { dueAt: new Date('2027-10-31T00:30:00Z') },
    });
  });

  it('still means now when the chosen minute has just begun', () => {
    expect(at('2026-11-24T11:30').kind).toBe('due');
  });

  it('reads back as the same wall time in every zone', () => {
    const zones = fc.constantFrom(
      'Asia/Kolkata',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kathmandu',
    );
    const minutes = fc.integer({ min: 1, max: 5 * 365 * 24 * 60 });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const wall = DateTime.fromJSDate(now, { zone }).plus({ minutes: minute });
        const wallTime = wall.toFormat("yyyy-MM-dd'T'HH:mm");
        const scheduled = at(wallTime, zone);
        if (scheduled.kind !== 'due') throw new Error(`${wallTime} ${zone} was refused`);
        const shown = DateTime.fromJSDate(scheduled.due.dueAt, { zone });
        expect(shown.toFormat("yyyy-MM-dd'T'HH:mm")).toBe(wallTime);
      }),
    );
  });
});
