import { jsonAnswer } from '../../../sandbox/answer.js';
import type { Desk, Performance } from '../../../sandbox/simulator.js';
import type { InstagramAccount } from './instagram-account.js';
import { invalidParameter } from './instagram-answers.js';
import { fieldText, unchanged } from './instagram-call.js';

/** GET /debug_token, asked by an app about a token of its own; docs/graph-api/reference/debug_token, v25.0. */
export const tokenAddress = /^\/v[0-9]+\.[0-9]+\/debug_token$/;

export function debugToken(
  desk: Desk<InstagramAccount>,
  fields: Readonly<Record<string, unknown>>,
  asker: string | undefined,
): Performance {
  const [account] = desk.accounts.having(`token:${fieldText(fields, 'input_token') ?? ''}`);
  // An app speaks with its number and its secret; which app it is is not played.
  if (!/^[0-9]+\|.+$/.test(asker ?? ''))
    return unchanged(invalidParameter('You must provide an app access token'));
  if (!account) return unchanged(jsonAnswer(200, { data: { is_valid: false, scopes: [] } }));
  const { tokenEndsAt, dataAccessEndsAt, scopes } = account;
  const data = {
    type: 'PAGE',
    is_valid: true,
    expires_at: tokenEndsAt,
    data_access_expires_at: dataAccessEndsAt,
    scopes,
  };
  return unchanged(jsonAnswer(200, { data }));
}
