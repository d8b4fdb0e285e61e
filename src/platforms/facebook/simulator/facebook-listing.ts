import { jsonAnswer } from '../../../sandbox/answer.js';
import type { Desk, Performance } from '../../../sandbox/simulator.js';
import type { FacebookAccount } from './facebook-account.js';
import { expiredToken } from './facebook-answers.js';
import { fieldText, unchanged, type GraphCall } from './facebook-call.js';
import { listMost, listUsual } from './facebook-limits.js';

export interface ListingCall {
  readonly desk: Desk<FacebookAccount>;
  readonly fields: GraphCall['fields'];
  /** Of a person or a system user. */
  readonly token: string;
  /** Null: `me/accounts`; else the id in `{business-id}/owned_pages`. */
  readonly businessId: string | null;
}

/** Pages that the token's user may act for, by cursor: docs/graph-api/results, read 2026-11-24. */
export function listPages({ desk, fields, token, businessId }: ListingCall): Performance {
  const mine = desk.accounts.having(`user:${token}`);
  if (mine.length === 0) return unchanged(expiredToken());
  const pages = mine.filter((page) => businessId === null || page.businessId === businessId);
  const limit = Math.min(listMost, Number(fieldText(fields, 'limit') ?? listUsual));
  const after = fieldText(fields, 'after');
  const from = after === undefined ? 0 : pages.findIndex(({ pageId }) => pageId === after) + 1;
  const shown = pages.slice(from, from + limit);
  const last = shown.at(-1)?.pageId;
  const isMore = from + limit < pages.length;
  const next = `https://graph.facebook.com/next?access_token=${token}&after=${last ?? ''}`;
  const paging = { cursors: { after: last }, ...(isMore ? { next } : {}) };
  return unchanged(jsonAnswer(200, { data: shown.map(shownPage), paging }));
}

function shownPage(page: FacebookAccount): object {
  const { instagram } = page;
  return {
    id: page.pageId,
    name: page.name,
    username: page.username,
    verification_status: page.verificationStatus,
    followers_count: page.followers,
    access_token: page.mayPublish ? page.pageAccessToken : undefined,
    instagram_business_account: instagram && {
      id: instagram.id,
      username: instagram.username,
      followers_count: instagram.followers,
    },
  };
}
