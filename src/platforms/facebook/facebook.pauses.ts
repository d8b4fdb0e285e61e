import { z } from 'zod';
import type { JsonAnswer } from '../../kernel/egress/index.js';
import type { Budget, Pause } from '../platform.js';
import { LEAST_PAUSE_MS, PAUSE_FROM_PERCENT } from './facebook.limits.js';

/**
 * Meta's own figures, in percent of the allowance; a call is refused when any of the three is full. A Page's stand in
 * X-Business-Use-Case-Usage, older ones in X-Page-Usage; the application's in X-App-Usage.
 * developers.facebook.com/docs/graph-api/overview/rate-limiting, read 2026-08-13.
 */
const gauge = z.object({
  call_count: z.number().default(0),
  total_cputime: z.number().default(0),
  total_time: z.number().default(0),
});
const businessGauge = gauge.extend({
  /** Other kinds, such as `instagram`, limit other calls than a Page's. */
  type: z.string().default('pages'),
  /** Minutes; 0 while nothing is refused. One copy of the page says seconds: the longer reading is taken. */
  estimated_time_to_regain_access: z.number().default(0),
});
const business = z.record(z.string(), z.array(businessGauge));

interface Usage {
  scope: Budget['scope'];
  usedPercent: number;
  regainMs: number;
}

/**
 * The pause that Meta's figures ask for once `fromPercent` are used. The application's goes first: it binds every Page,
 * and the Page's own shows again with the Page's next call.
 */
export function pauseIn(answer: JsonAnswer, fromPercent = PAUSE_FROM_PERCENT): Pause | undefined {
  const used = usagesIn(answer).filter(({ usedPercent }) => usedPercent >= fromPercent);
  const [scope] = (['application', 'account'] as const).filter((one) =>
    used.some((usage) => usage.scope === one),
  );
  if (scope === undefined) return undefined;
  const binding = used.filter((usage) => usage.scope === scope);
  const percent = Math.max(...binding.map(({ usedPercent }) => usedPercent));
  const whose = scope === 'account' ? 'the Page' : 'the application';
  return {
    scope,
    forMs: Math.max(LEAST_PAUSE_MS, ...binding.map(({ regainMs }) => regainMs)),
    detail: `Facebook says that ${whose} has used ${percent} % of its allowance`,
  };
}

/** How long a refusal for a limit lasts; null where Meta does not say. */
export function waitOf(answer: JsonAnswer): { retryAfterMs: number | null } {
  const longestMs = Math.max(0, ...usagesIn(answer).map(({ regainMs }) => regainMs));
  return { retryAfterMs: longestMs > 0 ? longestMs : null };
}

function usagesIn({ headers }: JsonAnswer): Usage[] {
  const ofPages = Object.values(business.safeParse(jsonIn(headers, BUSINESS)).data ?? {})
    .flat()
    .filter(({ type }) => type === 'pages')
    .map((one) => ({
      scope: 'account' as const,
      usedPercent: fullest(one),
      regainMs: one.estimated_time_to_regain_access * 60_000,
    }));
  const plain = ([name, scope]: (typeof PLAIN)[number]): Usage[] => {
    const read = gauge.safeParse(jsonIn(headers, name));
    return read.success ? [{ scope, usedPercent: fullest(read.data), regainMs: 0 }] : [];
  };
  return [...ofPages, ...PLAIN.flatMap(plain)];
}

const BUSINESS = 'x-business-use-case-usage';
const PLAIN = [
  ['x-page-usage', 'account'],
  ['x-app-usage', 'application'],
] as const;

function fullest({ call_count, total_cputime, total_time }: z.infer<typeof gauge>): number {
  return Math.max(call_count, total_cputime, total_time);
}

function jsonIn(headers: JsonAnswer['headers'], name: string): unknown {
  const header = headers[name];
  try {
    return JSON.parse(typeof header === 'string' ? header : '') as unknown;
  } catch {
    return undefined;
  }
}
