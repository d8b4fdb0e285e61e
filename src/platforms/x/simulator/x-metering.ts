import type { Answer } from '../../../sandbox/answer.js';
import type { WindowLimit, WindowReading } from '../../../sandbox/meter.js';
import type { XAccount } from './x-account.js';
import { tooManyRequests } from './x-answers.js';
import type { XCall } from './x-call.js';
import { daily, isDaily, xLimits, type XEndpoint, type XEndpointLimits } from './x-limits.js';

export interface Metered {
  /** Set when a limit is used up: the request goes no further. */
  readonly refusal: Answer | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts the request against the user's window, the user's day and the app's. */
export function metered({ desk, caller }: XCall, endpoint: XEndpoint): Metered {
  const { user, userDay, app } = limitsOf(caller, endpoint);
  const take = (key: string, limit: WindowLimit) =>
    desk.meter.take(`x/${endpoint}/${key}`, limit, desk.now);
  const ofUser = take(`user/${caller.id}`, user);
  const ofUserDay = userDay && take(`user-day/${caller.id}`, userDay);
  const ofApp = app && take(`app/${caller.appKey}`, app);
  const headers = {
    ...headersOf('x-rate-limit', ofUser),
    // Windows of a day have headers of their own: plhery/node-twitter-api-v2 issues 495 and 553.
    ...(ofUserDay && headersOf('x-user-limit-24hour', ofUserDay)),
    ...(app && ofApp && isDaily(app) && headersOf('x-app-limit-24hour', ofApp)),
  };
  const isAllowed = [ofUser, ofUserDay, ofApp].every((reading) => reading?.isAllowed ?? true);
  return { refusal: isAllowed ? null : tooManyRequests(), headers };
}

function limitsOf(
  { quarterHourPosts, dailyPosts }: XAccount,
  endpoint: XEndpoint,
): XEndpointLimits & { userDay?: WindowLimit } {
  const limits: XEndpointLimits = xLimits[endpoint];
  if (endpoint !== 'createPost') return limits;
  return {
    ...limits,
    user: { ...limits.user, limit: quarterHourPosts ?? limits.user.limit },
    ...(dailyPosts === undefined ? {} : { userDay: daily(dailyPosts) }),
  };
}

function headersOf(prefix: string, reading: WindowReading): Record<string, string> {
  return {
    [`${prefix}-limit`]: String(reading.limit),
    [`${prefix}-remaining`]: String(reading.remaining),
    [`${prefix}-reset`]: String(Math.ceil(reading.resetAt.getTime() / 1000)),
  };
}
