import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { AuditTrail } from '../../audit/index.js';
import { PLATFORM_LABELS } from '../../contract/platforms.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { PlatformRegistry } from '../../platforms/index.js';
import { RegistryStore, type RegisteredAccount } from './registry.store.js';
import type { Caller } from '../../kernel/http/caller.js';
import { BYTE_ORDER_MARK, spreadsheetLine } from '../../kernel/spreadsheet-cell.js';

const ACCOUNTS_A_PAGE = 2_000;
const MOST_GAPS = 5_000;
const COLUMNS = [
  'district',
  'nameEn',
  'nameHi',
  'platform',
  'handle',
  'remoteId',
  'permalink',
  'verified',
  'verifiedKnownSince',
  'checkedAt',
];

/** The lists that leave the house: the register of official accounts, and the form that an import is filled in on. */
@Injectable()
export class RegistryService {
  constructor(
    private readonly store: RegistryStore,
    private readonly platforms: PlatformRegistry,
    private readonly audit: AuditTrail,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Writes down who takes the register. */
  async noteExport({ personId, placeId }: Caller): Promise<void> {
    await this.store.inTransaction((executor) =>
      this.audit.record(executor, {
        personId,
        action: 'accounts.registry_exported',
        subject: `district:${placeId}`,
        details: {},
      }),
    );
  }

  /** Every account at or below `scopePath`, as a CSV that opens in a spreadsheet; piece by piece. Holds no secret. */
  async *register(scopePath: string): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + spreadsheetLine(COLUMNS);
    let after = { path: '', id: 0 };
    for (;;) {
      const page = await this.store.page(scopePath, after, ACCOUNTS_A_PAGE);
      yield page.map((account) => spreadsheetLine(this.cellsOf(account))).join('');
      const last = page.at(-1);
      if (!last || page.length < ACCOUNTS_A_PAGE) return;
      after = { path: last.path, id: last.id };
    }
  }

  /** The columns of an import, with a line for every account that a district lacks. */
  async template(scopePath: string): Promise<string> {
    const offered = this.platforms.offered();
    const secrets = offered.flatMap(({ credentials }) => credentials.columns);
    const columns = ['district', 'platform', 'handle', 'remoteId', 'verified', 'audience'];
    const all = [...columns, ...new Set(secrets)];
    const names = offered.map(({ capabilities }) => capabilities.name);
    const gaps = await this.store.gaps(scopePath, names, MOST_GAPS);
    const lines = gaps.map(({ districtCode, platform }) =>
      spreadsheetLine(all.map((column) => firstCells(districtCode, platform)[column] ?? '')),
    );
    return BYTE_ORDER_MARK + spreadsheetLine(all) + lines.join('');
  }

  private cellsOf(account: RegisteredAccount): string[] {
    const { platform, handle, remoteId } = account;
    return [
      account.districtCode,
      account.districtNameEn,
      account.districtNameHi,
      PLATFORM_LABELS[platform].en,
      handle,
      remoteId,
      this.platforms.get(platform).lookUrl({ handle, remoteId }) ?? '',
      account.isVerified ? 'yes' : 'no',
      this.wallTime(account.verifiedSinceAt),
      this.wallTime(account.checkedAt),
    ];
  }

  /** `2026-11-24T09:30+05:30`; empty where nobody knows. */
  private wallTime(instant: Date | null): string {
    if (!instant) return '';
    const wall = DateTime.fromJSDate(instant, { zone: this.config.timeZone });
    return wall.toFormat("yyyy-MM-dd'T'HH:mmZZ");
  }
}

function firstCells(district: string, platform: string): Record<string, string> {
  return { district, platform };
}
