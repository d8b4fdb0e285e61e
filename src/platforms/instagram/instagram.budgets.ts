import type { Budget } from '../platform.js';
import { ACCOUNT_POSTS, APP_POSTS } from './instagram.limits.js';

/** A delete is no post, so it draws on the application alone. */
export function budgetsOf(
  { remoteId }: { remoteId: string },
  operation: 'publish' | 'retract',
): readonly Budget[] {
  const app: Budget = { ...paceOf(APP_POSTS), key: 'instagram/app', scope: 'application' };
  if (operation === 'retract') return [app];
  return [{ ...paceOf(ACCOUNT_POSTS), key: `instagram/user/${remoteId}`, scope: 'account' }, app];
}

function paceOf({ burst, intervalMs }: { burst: number; intervalMs: number }) {
  return { burst, intervalMs };
}
