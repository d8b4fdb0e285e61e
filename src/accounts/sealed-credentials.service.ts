import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import type { PlatformName } from '../contract/platforms.js';
import { Cipher, SealBroken, type SealContext, type Sealed } from '../kernel/cipher.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import type { Executor } from '../kernel/database/sql.js';
import { CredentialKeys } from '../kernel/keys/index.js';
import { PlatformRegistry } from '../platforms/index.js';
import { CredentialsStore, type SealedAccount, type StoredSeal } from './credentials.store.js';
import type { CredentialCells } from './import-accounts.js';

/** An account as a request to its platform needs it. `credentials` are in the platform's own shape; never keep them. */
export type OpenedAccount = {
  accountId: number;
  platform: PlatformName;
  handle: string;
  remoteId: string;
} & ({ kind: 'open'; credentials: unknown } | { kind: 'broken'; detail: string });

/** `unopened`: seals of keys that are not in the ring, or damaged ones. They stay as they are. */
export interface KeyRotation {
  rewrapped: number;
  unopened: number;
}

const SEALS_A_BATCH = 500;

/** Credentials at rest. They are in clear between `openFor` and the end of one call, and nowhere else. */
@Injectable()
export class SealedCredentials {
  constructor(
    private readonly store: CredentialsStore,
    private readonly cipher: Cipher,
    private readonly keys: CredentialKeys,
    private readonly platforms: PlatformRegistry,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Opens many at once, by account id. One that does not open is a value; an id without an account is absent. */
  async openFor(accountIds: readonly number[]): Promise<Map<number, OpenedAccount>> {
    const accounts = await this.store.find(accountIds);
    await this.keys.know(keysOf(accounts));
    return new Map(accounts.map((account) => [account.accountId, this.openOne(account)]));
  }

  /** The stored cells of an import, by account id, to compare with a file; one that does not open is absent. */
  async cellsOf(
    executor: Executor,
    accountIds: readonly number[],
  ): Promise<Map<number, CredentialCells>> {
    const accounts = await this.store.find(accountIds, executor);
    await this.keys.know(keysOf(accounts));
    const cells = new Map<number, CredentialCells>();
    for (const { accountId, seal } of accounts) {
      const opened = seal && this.openSeal(seal, accountId);
      if (opened) cells.set(accountId, opened);
    }
    return cells;
  }

  async seal(
    executor: Executor,
    accounts: readonly { id: number; credentials: CredentialCells | null }[],
  ): Promise<void> {
    const seals = accounts.flatMap(({ id, credentials }): StoredSeal[] => {
      if (!credentials) return [];
      const plain = Buffer.from(JSON.stringify(credentials));
      return [{ accountId: id, ...this.cipher.seal(plain, contextOf(id)) }];
    });
    await this.store.save(executor, seals, this.clock.now());
  }

  /** Brings every seal under the ring's current key, in small transactions, while everything goes on running. */
  async rotateKeys(): Promise<KeyRotation> {
    const rotation: KeyRotation = { rewrapped: 0, unopened: 0 };
    let afterId: number | undefined = 0;
    while (afterId !== undefined) {
      const page: number = afterId;
      afterId = await this.store.inTransaction((executor) =>
        this.rotateBatch(executor, page, rotation),
      );
    }
    await this.store.inTransaction((executor) =>
      this.audit.record(executor, {
        personId: null,
        action: 'credentials.rotated',
        subject: `key:${this.cipher.currentKeyId}`,
        details: { ...rotation },
      }),
    );
    return rotation;
  }

  /** Answers the last account of the batch; undefined when there is nothing left. */
  private async rotateBatch(
    executor: Executor,
    afterId: number,
    rotation: KeyRotation,
  ): Promise<number | undefined> {
    const keyId = this.cipher.currentKeyId;
    const seals = await this.store.lockNotUnder(executor, { keyId, afterId, limit: SEALS_A_BATCH });
    const rewrapped = seals.flatMap((seal) => this.rewrap(seal));
    await this.store.save(executor, rewrapped, this.clock.now());
    rotation.rewrapped += rewrapped.length;
    rotation.unopened += seals.length - rewrapped.length;
    return seals.at(-1)?.accountId;
  }

  private rewrap(seal: StoredSeal): StoredSeal[] {
    const { accountId } = seal;
    const sealed = unlessBroken(() => this.cipher.rewrap(seal, contextOf(accountId)));
    return sealed ? [{ accountId, ...sealed }] : [];
  }

  /** Whatever goes wrong with one seal is the matter of one account, never of the others in the batch. */
  private openOne(sealed: SealedAccount): OpenedAccount {
    try {
      return this.openSound(sealed);
    } catch {
      // What was thrown may quote what was sealed: it is not told.
      const { seal: _, ...account } = sealed;
      return { ...account, kind: 'broken', detail: NOT_READABLE };
    }
  }

  private openSound({ seal, ...account }: SealedAccount): OpenedAccount {
    const cells = seal && this.openSeal(seal, account.accountId);
    if (!cells) return { ...account, kind: 'broken', detail: DOES_NOT_OPEN };
    const parsed = this.platforms.get(account.platform).credentials.parse(cells);
    if (parsed.kind === 'complete') {
      return { ...account, kind: 'open', credentials: parsed.credentials };
    }
    return { ...account, kind: 'broken', detail: incomplete(parsed.missing) };
  }

  private openSeal(seal: Sealed, accountId: number): CredentialCells | undefined {
    const plain = unlessBroken(() => this.cipher.open(seal, contextOf(accountId)));
    return plain && parseCells(plain);
  }
}

const DOES_NOT_OPEN =
  'The stored credentials do not open. Put the key that sealed them back into MUNADI_CREDENTIAL_KEYS, or import the account again with its credentials.';

const NOT_READABLE =
  'This version of Munadi cannot read the stored credentials. Import the account again with its credentials.';

function incomplete(missing: readonly string[]): string {
  return `The stored credentials lack ${missing.join(', ')}. Import the account again with all of them.`;
}

function keysOf(accounts: readonly SealedAccount[]): Set<string> {
  return new Set(accounts.flatMap(({ seal }) => seal?.keyId ?? []));
}

function parseCells(plain: Buffer): CredentialCells | undefined {
  try {
    return JSON.parse(plain.toString()) as CredentialCells;
  } catch {
    return undefined;
  }
}

function contextOf(accountId: number): SealContext {
  return { purpose: 'account-credentials', boundTo: `account:${accountId}` };
}

function unlessBroken<T>(open: () => T): T | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}
