import type { PlatformName } from '../../src/contract/platforms.js';

/** Named steps of a delivery at which a process may die. */
export const CRASH_POINTS = [
  'before-claim',
  'after-claim',
  'before-intent',
  'after-intent',
  'request-begun',
  'answer-read',
  'before-result',
  'after-result',
  'before-look',
  'after-look',
  'after-conclude',
  'before-draft',
  'before-remember',
  'after-remember',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

export interface Crash {
  point: CrashPoint;
  platform: PlatformName;
}

const OF_A_DRAFT: readonly CrashPoint[] = ['before-draft', 'before-remember', 'after-remember'];
const OF_A_LOOK: readonly CrashPoint[] = ['before-look', 'after-look'];

/** Every step on every platform that has it. */
export const CRASHES: readonly Crash[] = CRASH_POINTS.flatMap((point) =>
  (['x', 'telegram', 'facebook'] as const)
    .filter((platform) => platform === 'facebook' || !OF_A_DRAFT.includes(point))
    .filter((platform) => platform !== 'telegram' || !OF_A_LOOK.includes(point))
    .map((platform) => ({ point, platform })),
);
