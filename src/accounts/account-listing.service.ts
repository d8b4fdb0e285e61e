import { Inject, Injectable } from '@nestjs/common';
import type { AccountMatch, AccountSearch, FoundAccount } from '../contract/account-listing.js';
import type { ImportResult } from '../contract/districts.js';
import type { Problem } from '../contract/problems.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { firstProblems } from '../kernel/csv.js';
import { ProblemError } from '../kernel/problem-error.js';
import { PlatformRegistry, type ListedAccount } from '../platforms/index.js';
import { AccountsService } from './accounts.service.js';
import { AccountListingStore } from './account-listing.store.js';
import { accountKey } from './import-accounts.js';
import type { AccountRow } from './read-account-rows.js';

/** Requests of one listing, each with the time of a send: a hundred accounts come with each. */
const SENDS_A_LISTING = 10;

/** Accounts that one token of a system user or a person speaks for, found and taken over in one go. */
@Injectable()
export class AccountListing {
  constructor(
    private readonly accounts: AccountsService,
    private readonly store: AccountListingStore,
    private readonly platforms: PlatformRegistry,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws ProblemError when the platform lists nothing, refuses the token or does not answer. */
  async find(search: AccountSearch): Promise<FoundAccount[]> {
    const listed = await this.list(search);
    const districtOf = await this.store.districtsOf(listed);
    return listed.map(({ credentials: _kept, ...account }) => ({
      ...account,
      districtId: districtOf.get(accountKey(account)) ?? null,
    }));
  }

  /**
   * Imports the matched accounts with the tokens that the platform gives for them, all of them or none.
   * @throws ProblemError naming every row that is wrong, the first 200 of them.
   */
  async takeOver(match: AccountMatch, personId: number): Promise<ImportResult> {
    const found = new Map((await this.list(match)).map((one) => [accountKey(one), one]));
    const codes = await this.store.codesOf(match.rows.map(({ districtId }) => districtId));
    const rows: AccountRow[] = [];
    const problems: Problem[] = [];
    match.rows.forEach(({ platform, remoteId, districtId }, index) => {
      const account = found.get(accountKey({ platform, remoteId }));
      const district = codes.get(districtId);
      const fieldOf = fieldsOfRow(index);
      if (!account) {
        const field = fieldOf('remoteId');
        problems.push({ code: 'account_not_listed', field, params: { platform, remoteId } });
      }
      if (district === undefined) {
        const field = fieldOf('district');
        problems.push({ code: 'not_found', field, params: { what: 'district' } });
      }
      if (account && district !== undefined) rows.push(rowOf(account, district, fieldOf));
    });
    if (problems.length > 0) throw new ProblemError(422, firstProblems(problems));
    return this.accounts.importRows({ rows, problems: [] }, personId);
  }

  private async list({
    platform,
    token,
    businessId,
  }: AccountSearch): Promise<readonly ListedAccount[]> {
    const asked = this.platforms.get(platform);
    if (!asked.list)
      throw new ProblemError(409, [{ code: 'accounts_not_listed', params: { platform } }]);
    const signal = AbortSignal.timeout(SENDS_A_LISTING * this.config.deliveries.sendTimeoutMs);
    const listed = await asked.list({ token, businessId, signal });
    if (listed.kind === 'listed') return listed.accounts;
    const params = { platform, detail: listed.detail };
    throw new ProblemError(409, [
      listed.kind === 'refused'
        ? { code: 'listing_refused', params }
        : { code: 'platform_unreachable', params },
    ]);
  }
}

/** As the answer to a body that is malformed names them, too: `rows.0.districtId` is the first row's district. */
function fieldsOfRow(index: number): AccountRow['fieldOf'] {
  return (column) => `rows.${index}.${column === 'district' ? 'districtId' : column}`;
}

function rowOf(
  account: ListedAccount,
  district: string,
  fieldOf: AccountRow['fieldOf'],
): AccountRow {
  const { platform, remoteId, handle, isVerified, audience, credentials } = account;
  return {
    fieldOf,
    district,
    platform,
    handle,
    remoteId,
    isVerified,
    audience,
    cell: (column) => credentials[column] ?? '',
  };
}
