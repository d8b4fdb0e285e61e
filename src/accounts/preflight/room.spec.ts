import { describe, expect, it } from 'vitest';
import type { Budget } from '../../platforms/index.js';
import { roomOf, type UsedLane } from './room.js';

const NOW = new Date('2026-11-24T06:00:00Z');
const user: Budget = { key: 'user', scope: 'account', burst: 3, intervalMs: 600_000 };
const app: Budget = { key: 'app', scope: 'application', burst: 100, intervalMs: 1_000 };

function inMinutes(minutes: number): Date {
  return new Date(NOW.getTime() + minutes * 60_000);
}

function room(lanes: Record<string, UsedLane>) {
  return roomOf([user, app], new Map(Object.entries(lanes)), NOW);
}

describe('the room of an account', () => {
  it('is whole where nobody has sent yet, and while its burst is not used up', () => {
    const whole = { noneUntil: null, applicationParkedUntil: null };
    expect(room({})).toEqual(whole);
    expect(room({ user: { freeAt: inMinutes(20), parkedUntil: null } })).toEqual(whole);
  });

  it('is none until the next place, once the burst is used up', () => {
    const { noneUntil } = room({ user: { freeAt: inMinutes(25), parkedUntil: null } });
    expect(noneUntil).toEqual(inMinutes(5));
  });

  it('is none until the end of a pause, and tells whether the whole application rests', () => {
    const parkedUntil = inMinutes(30);
    expect(room({ user: { freeAt: NOW, parkedUntil } })).toEqual({
      noneUntil: parkedUntil,
      applicationParkedUntil: null,
    });
    expect(room({ app: { freeAt: NOW, parkedUntil } })).toEqual({
      noneUntil: parkedUntil,
      applicationParkedUntil: parkedUntil,
    });
    expect(room({ app: { freeAt: NOW, parkedUntil: inMinutes(-1) } }).noneUntil).toBeNull();
  });
});
