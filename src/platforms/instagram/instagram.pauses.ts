import { z } from 'zod';
import type { JsonAnswer } from '../../kernel/egress/index.js';
import type { Pause } from '../platform.js';
import { LEAST_PAUSE_MS, PAUSE_FROM_PERCENT } from './instagram.limits.js';

/**
 * Meta's own figures of an account, in percent of its allowance of calls; a call is refused when any of the three is
 * full. developers.facebook.com/docs/graph-api/overview/rate-limiting, read 2026-08-13.
 */
const gauge = z.object({
  type: z.string().default(''),
  call_count: z.number().default(0),
  total_cputime: z.number().default(0),
  total_time: z.number().default(0),
  /** Minutes; 0 while nothing is refused. */
  estimated_time_to_regain_access: z.number().default(0),
});
const usage = z.record(z.string(), z.array(gauge));
type Gauge = z.infer<typeof gauge>;

/** The pause that Meta's figures ask for when the allowance is nearly used up. */
export function pauseIn(answer: JsonAnswer): Pause | undefined {
  const full = gaugesIn(answer).filter((one) => usedPercent(one) >= PAUSE_FROM_PERCENT);
  if (full.length === 0) return undefined;
  const percent = Math.max(...full.map(usedPercent));
  return {
    scope: 'account',
    forMs: Math.max(LEAST_PAUSE_MS, ...full.map(regainMs)),
    detail: `Instagram says that the account has used ${percent} % of its allowance`,
  };
}

/** How long a refusal for a limit lasts; null where Meta does not say. */
export function waitOf(answer: JsonAnswer): { retryAfterMs: number | null } {
  const longestMs = Math.max(0, ...gaugesIn(answer).map(regainMs));
  return { retryAfterMs: longestMs > 0 ? longestMs : null };
}

/** Other kinds, such as `pages`, limit other calls. */
function gaugesIn({ headers }: JsonAnswer): Gauge[] {
  const read = usage.safeParse(jsonIn(headers['x-business-use-case-usage']));
  return Object.values(read.data ?? {})
    .flat()
    .filter(({ type }) => type === 'instagram');
}

function usedPercent({ call_count, total_cputime, total_time }: Gauge): number {
  return Math.max(call_count, total_cputime, total_time);
}

function regainMs({ estimated_time_to_regain_access }: Gauge): number {
  return estimated_time_to_regain_access * 60_000;
}

function jsonIn(header: unknown): unknown {
  try {
    return JSON.parse(typeof header === 'string' ? header : '') as unknown;
  } catch {
    return undefined;
  }
}
