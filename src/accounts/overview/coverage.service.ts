import { Inject, Injectable } from '@nestjs/common';
import {
  COVERAGE_PAGE_ROWS,
  type AttentionQuery,
  type CoverageCell,
  type CoverageQuery,
  type CoverageRow,
  type CoverageView,
} from '../../contract/account-health.js';
import type { Attention } from '../../contract/accounts.js';
import type { PlatformName } from '../../contract/platforms.js';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import type { Caller } from '../../kernel/http/caller.js';
import { ProblemError } from '../../kernel/problem-error.js';
import { CheckQueueStore } from '../preflight/check-queue.store.js';
import { AttentionStore } from './attention.store.js';
import { PlatformRegistry } from '../../platforms/index.js';
import { CoverageStore, type CountedPlace, type PathPlace } from './coverage.store.js';

const SHOWN_AT_ONCE = 50;

/** Where there are accounts, which of them work, and who is asked about the others. */
@Injectable()
export class CoverageService {
  constructor(
    private readonly store: CoverageStore,
    private readonly attention: AttentionStore,
    private readonly checks: CheckQueueStore,
    private readonly platforms: PlatformRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws ProblemError when the caller has no such place. */
  async level(query: CoverageQuery, caller: Caller): Promise<CoverageView> {
    const way = await this.wayTo(query.placeId ?? caller.placeId, caller);
    const place = placeAt(way);
    const { offset } = query;
    const now = this.clock.now();
    const [[whole], [own], below, rowsInAll, waitingForCheck] = await Promise.all([
      this.store.count({ kind: 'place', place }, { now, limit: 1 }),
      this.store.count({ kind: 'own', place }, { now, limit: 1 }),
      this.store.count({ kind: 'below', place, offset }, { now, limit: COVERAGE_PAGE_ROWS }),
      this.store.countBelow(place.placeId),
      this.checks.waitingIn(caller.scopeOf('accounts.read'), place.placeId),
    ]);
    if (!whole || !own) throw noSuchPlace();
    const offered = this.platforms.offered().map(({ capabilities }) => capabilities.name);
    return {
      way: way.map(({ path: _, ...place }) => place),
      whole: toRow(whole, offered),
      own: toRow(own, offered),
      rows: below.map((row) => toRow(row, offered)),
      rowsInAll,
      waitingForCheck,
    };
  }

  /** @throws ProblemError when the caller has no such place. */
  async behind({ placeId, platform }: AttentionQuery, caller: Caller): Promise<Attention> {
    const { path } = placeAt(await this.wayTo(placeId, caller));
    const cell = { path, platform };
    const now = this.clock.now();
    const [held, missing] = await Promise.all([
      this.attention.accounts(cell, { now, limit: SHOWN_AT_ONCE }),
      this.attention.missing(cell, SHOWN_AT_ONCE),
    ]);
    return {
      accounts: held.accounts,
      accountsInAll: held.inAll,
      missing: missing.places,
      missingInAll: missing.inAll,
    };
  }

  private async wayTo(placeId: number, caller: Caller): Promise<PathPlace[]> {
    const way = await this.store.wayTo(placeId, caller.scopeOf('accounts.read'));
    if (way.at(-1)?.placeId !== placeId) throw noSuchPlace();
    return way;
  }
}

function placeAt(way: readonly PathPlace[]): PathPlace {
  const place = way.at(-1);
  if (!place) throw noSuchPlace();
  return place;
}

function toRow(
  { path: _, districts, counts, ...place }: CountedPlace,
  platforms: readonly PlatformName[],
): CoverageRow {
  const cells = platforms.map((platform): [PlatformName, CoverageCell] => {
    const { districts: covered, ...counted } = counts[platform] ?? NO_ACCOUNTS;
    return [platform, { ...counted, missing: districts - covered }];
  });
  return { ...place, cells: Object.fromEntries(cells) };
}

const NO_ACCOUNTS = { broken: 0, warned: 0, unchecked: 0, healthy: 0, verified: 0, districts: 0 };

function noSuchPlace(): ProblemError {
  return new ProblemError(404, [{ code: 'not_found', params: { what: 'place' } }]);
}
