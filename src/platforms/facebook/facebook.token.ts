import { z } from 'zod';
import type { AccountRight } from '../../contract/account-health.js';
import type { JsonAnswer, Sent } from '../../kernel/egress/index.js';
import type { Identified, IdentityWarning } from '../platform.js';

type Known = Extract<Identified, { kind: 'identified' }>;

/** Without it no post is taken; pages-api/posts, read 2026-11-24. */
const PUBLISHING = 'pages_manage_posts';
/** Without them posts go out, and something else does not. */
const RIGHTS: Readonly<Record<string, AccountRight>> = { pages_read_engagement: 'read_back' };

/**
 * What Meta tells of a token, to the app that it belongs to; docs/graph-api/reference/debug_token, v25.0, read 2026-11-29.
 * Unix seconds, 0 where nothing ends. `data_access_expires_at`: from then on Meta answers nothing about whoever gave the
 * token until they sign in anew, which is mended as an end of the token is.
 */
const told = z.object({
  data: z.object({
    expires_at: z.number().optional(),
    data_access_expires_at: z.number().optional(),
    scopes: z.array(z.string()).optional(),
  }),
});

/** What a check adds to whom the token speaks for. What Meta does not tell is not claimed. */
export function judgeToken(known: Known, sent: Sent<JsonAnswer>): Identified {
  const parsed = told.safeParse(sent.kind === 'answered' ? sent.value.body : undefined);
  if (!parsed.success) return known;
  const { expires_at, data_access_expires_at, scopes } = parsed.data.data;
  if (scopes && !scopes.includes(PUBLISHING)) {
    const detail = `The token lacks ${PUBLISHING}. Have a new one made with this permission`;
    return { kind: 'refused', cause: 'permission', detail };
  }
  const ends = [expires_at, data_access_expires_at].flatMap((at = 0) => (at > 0 ? [at] : []));
  const warnings: IdentityWarning[] = ends.length
    ? [{ kind: 'expires', at: new Date(Math.min(...ends) * 1_000) }]
    : [];
  for (const [scope, right] of Object.entries(RIGHTS)) {
    if (scopes && !scopes.includes(scope)) warnings.push({ kind: 'right_missing', right });
  }
  return { ...known, warnings };
}
