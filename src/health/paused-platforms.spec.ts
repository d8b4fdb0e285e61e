import { describe, expect, it } from 'vitest';
import { pausedPlatforms } from './paused-platforms.js';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 12, minutes));

describe('a platform that wants a pause', () => {
  it('is named once, with the longest of its pauses and what it said of that one', () => {
    const parked = [
      { key: 'x/user/1', until: at(5), because: 'Too many posts of this user' },
      { key: 'x/app/7', until: at(15), because: 'Too many posts of this app' },
      { key: 'telegram/chat/-100', until: at(1), because: 'retry after 30' },
    ];
    expect(pausedPlatforms(parked)).toEqual([
      {
        code: 'platform_paused',
        platform: 'x',
        lanes: 2,
        until: at(15).toISOString(),
        because: 'Too many posts of this app',
      },
      {
        code: 'platform_paused',
        platform: 'telegram',
        lanes: 1,
        until: at(1).toISOString(),
        because: 'retry after 30',
      },
    ]);
  });
});
