import { createHash } from 'node:crypto';
import type { Budget } from '../platform.js';
import type { XCredentials } from './x.credentials.js';
import { APP_POSTS, USER_DELETES, USER_POSTS } from './x.limits.js';

/** An OAuth 2.0 token does not tell its application: all of them are taken for one. */
export function budgetsOf(
  { remoteId, credentials }: { remoteId: string; credentials: XCredentials },
  operation: 'publish' | 'retract',
): readonly Budget[] {
  const user = `x/user/${remoteId}`;
  if (operation === 'retract') {
    return [{ ...paceOf(USER_DELETES), key: `${user}/delete`, scope: 'account' }];
  }
  const app = credentials.kind === 'oauth1' ? shortHash(credentials.appKey) : 'bearer';
  return [
    { ...paceOf(USER_POSTS), key: user, scope: 'account' },
    { ...paceOf(APP_POSTS), key: `x/app/${app}`, scope: 'application' },
  ];
}

function paceOf({ burst, intervalMs }: { burst: number; intervalMs: number }) {
  return { burst, intervalMs };
}

function shortHash(appKey: string): string {
  return createHash('sha256').update(appKey).digest('hex').slice(0, 12);
}
