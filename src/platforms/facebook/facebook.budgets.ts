import type { Budget, Carried } from '../platform.js';
import { APP_POSTS, PAGE_POSTS, PAGE_REELS } from './facebook.limits.js';
import { videoFormIn } from './facebook.options.js';

/** A delete is a call like a publication, and counts on the same Page; a reel counts among the Page's reels as well. */
export function budgetsOf(
  { remoteId }: { remoteId: string },
  operation: 'publish' | 'retract' = 'publish',
  carried: Carried = NOTHING,
): readonly Budget[] {
  const page = `facebook/page/${remoteId}`;
  const isReel = operation === 'publish' && videoFormIn(carried) === 'reel';
  const reels: Budget = { ...paceOf(PAGE_REELS), key: `${page}/reels`, scope: 'account' };
  return [
    ...(isReel ? [reels] : []),
    { ...paceOf(PAGE_POSTS), key: page, scope: 'account' },
    { ...paceOf(APP_POSTS), key: 'facebook/app', scope: 'application' },
  ];
}

const NOTHING: Carried = { media: [], options: {} };

function paceOf({ burst, intervalMs }: { burst: number; intervalMs: number }) {
  return { burst, intervalMs };
}
