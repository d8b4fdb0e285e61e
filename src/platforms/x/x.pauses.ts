import type { Budget, Pause } from '../platform.js';
import type { XHeaders } from './x.client.js';

/**
 * X names its buckets in headers, beside a success as well as beside a refusal: `x-rate-limit-*` for 15 minutes of the
 * account (docs.x.com/x-api/fundamentals/rate-limits, read 2026-08-22), `x-user-limit-24hour-*` and
 * `x-app-limit-24hour-*` for a day (seen in use: plhery/node-twitter-api-v2 issues 495, 553).
 */
const BUCKETS = [
  { prefix: 'x-rate-limit', scope: 'account' },
  { prefix: 'x-user-limit-24hour', scope: 'account' },
  { prefix: 'x-app-limit-24hour', scope: 'application' },
] as const;

/** The pause that used-up buckets ask for; undefined while there is room, or when no time is named. */
export function pauseIn(headers: XHeaders, now: Date): Pause | undefined {
  const used = usedUp(headers);
  if (!used || used.resetAtMs === null || used.resetAtMs <= now.getTime()) return undefined;
  return {
    scope: used.scope,
    forMs: used.resetAtMs - now.getTime(),
    detail: `X takes no more until ${new Date(used.resetAtMs).toISOString()}`,
  };
}

/**
 * Whose limit a 429 is about, and for how long. With healthy headers, or none, X does not say: a limit of the
 * application without headers of its own looks like that (queen-raae/prune-your-follows issue 64).
 */
export function limitIn(
  headers: XHeaders,
  now: Date,
): { scope: Pause['scope']; retryAfterMs: number | null } {
  const used = usedUp(headers);
  if (!used) return { scope: 'unclear', retryAfterMs: null };
  const { scope, resetAtMs } = used;
  return {
    scope,
    retryAfterMs: resetAtMs === null ? null : Math.max(0, resetAtMs - now.getTime()),
  };
}

/**
 * Where both are used up it is the application's: that one binds everybody, and the account's own shows again with the
 * account's next request.
 */
function usedUp(headers: XHeaders): { scope: Budget['scope']; resetAtMs: number | null } | null {
  const empty = BUCKETS.filter(({ prefix }) => numberIn(headers, `${prefix}-remaining`) === 0);
  const scope = (['application', 'account'] as const).find((one) =>
    empty.some((bucket) => bucket.scope === one),
  );
  if (scope === undefined) return null;
  const resetsAtMs = empty
    .filter((bucket) => bucket.scope === scope)
    .map(({ prefix }) => numberIn(headers, `${prefix}-reset`))
    .filter((seconds) => seconds !== null)
    .map((seconds) => seconds * 1000);
  return { scope, resetAtMs: resetsAtMs.length === 0 ? null : Math.max(...resetsAtMs) };
}

function numberIn(headers: XHeaders, name: string): number | null {
  const value = headers[name];
  return typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : null;
}
