import type { PlatformName } from '../../src/contract/platforms.js';

/** Named steps of a delivery at which a process may die. */
const CRASH_POINTS = [
  'before-claim',
  'after-claim',
  'before-intent',
  'after-intent',
  'request-sent',
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
type CrashPoint = (typeof CRASH_POINTS)[number];

export interface Crash {
  point: CrashPoint;
  platform: PlatformName;
}

const PLATFORMS = ['telegram', 'x', 'facebook'] as const;
const OF_A_DRAFT: readonly CrashPoint[] = ['before-draft', 'before-remember', 'after-remember'];
const OF_A_LOOK: readonly CrashPoint[] = ['before-look', 'after-look'];
const OF_A_DOUBT: readonly CrashPoint[] = [...OF_A_LOOK, 'after-conclude'];

/** Every step on every platform that has it. */
export const CRASHES: readonly Crash[] = CRASH_POINTS.flatMap((point) =>
  PLATFORMS.filter((platform) => platform === 'facebook' || !OF_A_DRAFT.includes(point))
    .filter((platform) => platform !== 'telegram' || !OF_A_LOOK.includes(point))
    .map((platform) => ({ point, platform })),
);

export function nameOf({ point, platform }: Crash): string {
  return `${point} ${platform}`;
}

/** Whether only a delivery whose answer was lost comes to this step. */
export function needsADoubt({ point }: Crash): boolean {
  return OF_A_DOUBT.includes(point);
}

/**
 * So many rounds, whose crashes together are each pair `times` times. With less than once, each step is still there, on
 * one of its platforms. Neighbours are of different platforms: one account's claim must not keep the next waiting.
 */
export function crashRounds(
  { rounds, times }: { rounds: number; times: number },
  random: () => number,
): Crash[][] {
  const all =
    times < 1
      ? CRASH_POINTS.map((point) =>
          oneOf(
            CRASHES.filter((crash) => crash.point === point),
            random,
          ),
        )
      : Array.from({ length: times }, () => CRASHES).flat();
  const shuffled = all
    .map((crash) => ({ crash, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ crash }) => crash);
  const size = Math.ceil(shuffled.length / rounds);
  return Array.from({ length: rounds }, (_each, n) =>
    mixed(shuffled.slice(n * size, (n + 1) * size)),
  );
}

function mixed(crashes: readonly Crash[]): Crash[] {
  const turns = PLATFORMS.map((name) => crashes.filter(({ platform }) => platform === name));
  const longest = Math.max(...turns.map(({ length }) => length));
  return Array.from({ length: longest }, (_each, n) =>
    turns.flatMap((turn) => turn.slice(n, n + 1)),
  ).flat();
}

function oneOf<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('There is nothing to choose from');
  return item;
}
