import type { Finding } from '../contract/health.js';
import { PLATFORM_NAMES } from '../contract/platforms.js';

/** Pure: one finding a platform, with what it said of the pause that lasts longest. A lane's key begins with its platform. */
export function pausedPlatforms(
  parked: readonly { key: string; until: Date; because: string }[],
): Finding[] {
  return PLATFORM_NAMES.flatMap((platform): Finding[] => {
    const lanes = parked.filter(({ key }) => key.startsWith(`${platform}/`));
    const [longest] = lanes.toSorted((a, b) => b.until.getTime() - a.until.getTime());
    if (!longest) return [];
    const until = longest.until.toISOString();
    const { because } = longest;
    return [{ code: 'platform_paused', platform, lanes: lanes.length, until, because }];
  });
}
