import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import type { AccountTrouble } from '../contract/account-health.js';
import type { AccountFilter, AccountView } from '../contract/accounts.js';
import type { ImportResult } from '../contract/districts.js';
import type { PlatformName } from '../contract/platforms.js';
import { DistrictsService } from '../districts/index.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { firstProblems } from '../kernel/csv.js';
import type { Executor } from '../kernel/database/sql.js';
import { ProblemError } from '../kernel/problem-error.js';
import { PlatformRegistry } from '../platforms/index.js';
import { AccountHealthStore } from './account-health.store.js';
import {
  AccountsStore,
  type AccountTarget,
  type LackingAccount,
  type TargetChoice,
} from './accounts.store.js';
import {
  accountKey,
  credentialCells,
  planAccountImport,
  type AccountPlan,
  type AccountsSoFar,
  type PlannedAccount,
} from './import-accounts.js';
import { readAccountRows, type AccountRowsReading } from './read-account-rows.js';
import { SealedCredentials } from './sealed-credentials.service.js';

const ACCOUNTS_A_BATCH = 2_000;

/** Accounts of places on platforms: importing them, listing them, choosing whom a post goes to. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly store: AccountsStore,
    private readonly health: AccountHealthStore,
    private readonly credentials: SealedCredentials,
    private readonly districts: DistrictsService,
    private readonly platforms: PlatformRegistry,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Adds and changes accounts as the CSV says, all of it or nothing. `personId` is null on the command line.
   * @throws ProblemError naming every row that is wrong, the first 200 of them.
   */
  async importFile(content: string, personId: number | null): Promise<ImportResult> {
    return this.importRows(readAccountRows(content, this.offeredPlatforms()), personId);
  }

  /**
   * The same for rows that come from elsewhere than a file.
   * @throws ProblemError naming every row that is wrong, the first 200 of them.
   */
  async importRows(reading: AccountRowsReading, personId: number | null): Promise<ImportResult> {
    return this.store.inImport(async (executor) => {
      const plan = await this.plan(executor, reading);
      await this.carryOut(executor, plan);
      const result = countsOf(plan);
      await this.audit.record(executor, {
        personId,
        action: 'accounts.imported',
        subject: 'accounts',
        details: { ...result },
      });
      return result;
    });
  }

  /**
   * Says what the same import would do now, and changes nothing.
   * @throws ProblemError as the import does.
   */
  async tryFile(content: string): Promise<ImportResult> {
    const reading = readAccountRows(content, this.offeredPlatforms());
    return this.store.inImport(async (executor) => countsOf(await this.plan(executor, reading)));
  }

  /** Accounts of the places at or below `scopePath`. */
  async list(scopePath: string, filter: AccountFilter = {}): Promise<AccountView[]> {
    return this.store.list(scopePath, filter, this.clock.now());
  }

  /** Every account that `choice` reaches, each once, by id. Quick enough to ask at a keystroke. */
  async targetsIn(choice: TargetChoice): Promise<AccountTarget[]> {
    return this.store.targetsIn(choice);
  }

  /** Those of the accounts that lack any of these, as of their last check. Asks no platform. */
  async lacking(
    targets: readonly AccountTarget[],
    lacks: readonly LackingAccount['lacks'][number][],
  ): Promise<LackingAccount[]> {
    if (targets.length === 0 || lacks.length === 0) return [];
    const ids = targets.map(({ accountId }) => accountId);
    return this.store.lacking(ids, lacks);
  }

  /** The platform refused the account itself: `detail` says what happened and what to do, and is shown to people. */
  async markBroken(accountId: number, detail: string, trouble: AccountTrouble): Promise<void> {
    const at = this.clock.now();
    await this.health.save(undefined, accountId, { health: 'broken', trouble, detail, at });
  }

  private async plan(executor: Executor, reading: AccountRowsReading): Promise<AccountPlan> {
    const planning = planAccountImport(reading, await this.gather(executor, reading));
    if (planning.kind === 'plan') return planning.plan;
    throw new ProblemError(422, firstProblems(planning.problems));
  }

  private offeredPlatforms(): PlatformName[] {
    return this.platforms.offered().map(({ capabilities }) => capabilities.name);
  }

  private async gather(executor: Executor, { rows }: AccountRowsReading): Promise<AccountsSoFar> {
    const places = await this.districts.findByCodes([...new Set(rows.map((row) => row.district))]);
    const known = new Map(
      (await this.store.findKnown(executor, rows)).map((account) => [accountKey(account), account]),
    );
    const formatOf: AccountsSoFar['formatOf'] = (name) => this.platforms.get(name).credentials;
    const remoteIdShapeOf: AccountsSoFar['remoteIdShapeOf'] = (name) =>
      this.platforms.get(name).remoteIdShape;
    const withCredentials = rows.flatMap((row) => {
      const account = known.get(accountKey(row));
      return account && credentialCells(row, formatOf(row.platform).columns) ? [account] : [];
    });
    // Opening is work for the processor: between two batches others get their turn.
    for (const batch of inBatches(withCredentials)) {
      const ids = batch.map(({ id }) => id);
      const stored = await this.credentials.cellsOf(executor, ids);
      for (const account of batch) account.credentials = stored.get(account.id) ?? null;
    }
    return { places, known, formatOf, remoteIdShapeOf };
  }

  private async carryOut(executor: Executor, { adds, changes }: AccountPlan): Promise<void> {
    const ids = await this.store.reserveIds(executor, adds.length);
    const inserts = ids.flatMap((id, index) => {
      const add = adds[index];
      return add ? [{ ...add, id }] : [];
    });
    for (const batch of inBatches(inserts)) {
      await this.store.insert(executor, batch);
      await this.credentials.seal(executor, batch);
    }
    for (const batch of inBatches(changes)) {
      await this.store.update(executor, batch);
      await this.credentials.seal(executor, batch);
    }
    if (adds.length >= ACCOUNTS_A_BATCH) await this.store.analyze(executor);
  }
}

function countsOf({ adds, changes, unchanged }: AccountPlan): ImportResult {
  return { added: adds.length, changed: changes.length, unchanged };
}

function* inBatches<T extends PlannedAccount>(all: readonly T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += ACCOUNTS_A_BATCH) {
    yield all.slice(start, start + ACCOUNTS_A_BATCH);
  }
}
