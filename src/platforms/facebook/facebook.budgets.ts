import type { Budget } from '../platform.js';
import { APP_POSTS, PAGE_POSTS } from './facebook.limits.js';

/** A delete is a call like a publication, and counts on the same Page. */
export function budgetsOf({ remoteId }: { remoteId: string }): readonly Budget[] {
  return [
    { ...paceOf(PAGE_POSTS), key: `facebook/page/${remoteId}`, scope: 'account' },
    { ...paceOf(APP_POSTS), key: 'facebook/app', scope: 'application' },
  ];
}

function paceOf({ burst, intervalMs }: { burst: number; intervalMs: number }) {
  return { burst, intervalMs };
}
