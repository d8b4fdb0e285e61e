import { z } from 'zod';
import { watchSend } from '../../kernel/egress/index.js';
import type { AccountSearch, Listed, ListedAccount } from '../platform.js';
import type { FacebookClient } from './facebook.client.js';
import { readFailure } from './facebook.outcome.js';
import { isVerified } from './facebook.verified.js';

/** A hundred Pages a request; more than these are more than any business of Meta's holds. */
const MOST_REQUESTS = 200;

/** Every Page that the token may act for, and beside it the Instagram account that is linked to it. */
export async function listAccounts(
  { token, businessId, signal }: AccountSearch,
  client: FacebookClient,
): Promise<Listed> {
  const accounts: ListedAccount[] = [];
  let after: string | null = null;
  for (let request = 0; request < MOST_REQUESTS; request += 1) {
    const from: string | null = after;
    const sent = await watchSend(
      () => client.listPages({ token, signal }, { businessId, after: from }),
      signal,
    );
    const parsed = listing.safeParse(sent.kind === 'answered' ? sent.value.body : undefined);
    if (!parsed.success) return readFailure(sent);
    accounts.push(...parsed.data.data.flatMap(accountsOf));
    after =
      parsed.data.paging?.next === undefined ? null : (parsed.data.paging.cursors?.after ?? null);
    if (after === null) break;
  }
  return { kind: 'listed', accounts };
}

/** A Page without a token can't be published to: the token's user may only look at it. */
function accountsOf(page: z.infer<typeof listedPage>): ListedAccount[] {
  const { access_token: pageAccessToken, instagram_business_account: instagram } = page;
  if (pageAccessToken === undefined) return [];
  const credentials = { pageAccessToken };
  const ofPage: ListedAccount = {
    platform: 'facebook',
    remoteId: page.id,
    name: page.name,
    handle: page.username ?? page.id,
    isVerified: isVerified(page.verification_status),
    audience: page.followers_count ?? null,
    credentials,
  };
  if (!instagram) return [ofPage];
  const ofInstagram: ListedAccount = {
    platform: 'instagram',
    remoteId: instagram.id,
    name: page.name,
    handle: instagram.username ?? instagram.id,
    isVerified: null,
    audience: instagram.followers_count ?? null,
    credentials,
  };
  return [ofPage, ofInstagram];
}

/** developers.facebook.com/docs/graph-api/reference/user/accounts and business/owned_pages, read 2026-11-24. */
const listedPage = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string().optional(),
  verification_status: z.string().optional(),
  followers_count: z.number().optional(),
  access_token: z.string().optional(),
  instagram_business_account: z
    .object({
      id: z.string(),
      username: z.string().optional(),
      followers_count: z.number().optional(),
    })
    .optional(),
});
/** The address in `next` carries the token, so that only the cursor is taken. */
const listing = z.object({
  data: z.array(listedPage),
  paging: z
    .object({
      cursors: z.object({ after: z.string().optional() }).optional(),
      next: z.string().optional(),
    })
    .optional(),
});
