import type { Answer } from '../../../sandbox/answer.js';
import type { WindowReading } from '../../../sandbox/meter.js';
import { tooManyRequests } from './x-answers.js';
import type { XCall } from './x-call.js';
import { isDaily, xLimits, type XEndpoint, type XEndpointLimits } from './x-limits.js';

export interface Metered {
  /** Set when a limit is used up: the request goes no further. */
  readonly refusal: Answer | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts the request against the user's window and the app's. */
export function metered({ desk, caller }: XCall, endpoint: XEndpoint): Metered {
  const limits: XEndpointLimits = xLimits[endpoint];
  const user = desk.meter.take(`x/${endpoint}/user/${caller.id}`, limits.user, desk.now);
  const app = limits.app
    ? desk.meter.take(`x/${endpoint}/app/${caller.appKey}`, limits.app, desk.now)
    : null;
  const headers = {
    ...headersOf('x-rate-limit', user),
    // Seen in akrherz/iembot issue 163: windows of a day have headers of their own.
    ...(app && limits.app && isDaily(limits.app) ? headersOf('x-app-limit-24hour', app) : {}),
  };
  const isAllowed = user.isAllowed && (app?.isAllowed ?? true);
  return { refusal: isAllowed ? null : tooManyRequests(), headers };
}

function headersOf(prefix: string, reading: WindowReading): Record<string, string> {
  return {
    [`${prefix}-limit`]: String(reading.limit),
    [`${prefix}-remaining`]: String(reading.remaining),
    [`${prefix}-reset`]: String(Math.ceil(reading.resetAt.getTime() / 1000)),
  };
}
