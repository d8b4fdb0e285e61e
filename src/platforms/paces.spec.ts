import { describe, expect, it } from 'vitest';
import * as facebook from './facebook/facebook.limits.js';
import * as telegram from './telegram/telegram.limits.js';
import * as x from './x/x.limits.js';

const PACES = {
  ...pacesIn('x', x),
  ...pacesIn('telegram', telegram),
  ...pacesIn('facebook', facebook),
};

describe('the pace of a budget', () => {
  it.each(Object.entries(PACES))('%s keeps below the published limit', (_name, pace) => {
    const { limit, windowMs, burst, intervalMs } = pace;
    // One alone in a window is no burst that a second could join.
    const most = burst === 1 && intervalMs > windowMs ? 1 : burst + windowMs / intervalMs + 1;
    expect(most).toBeLessThanOrEqual(limit);
    expect(most).toBeGreaterThan(limit * 0.8);
  });
});

interface PublishedPace {
  limit: number;
  windowMs: number;
  burst: number;
  intervalMs: number;
}

function pacesIn(platform: string, limits: object): Record<string, PublishedPace> {
  const named = Object.entries(limits).filter((entry): entry is [string, PublishedPace] => {
    const value: unknown = entry[1];
    return typeof value === 'object' && value !== null && 'intervalMs' in value;
  });
  return Object.fromEntries(named.map(([name, pace]) => [`${platform} ${name}`, pace]));
}
