import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { AccountBook } from './account-book.js';
import { platformNames, type PlatformName } from './platforms.js';
import type { Simulator } from './simulator.js';

/** An account as it is handed over: the platform's name, and what that platform's simulator needs. */
const handedOver = z.looseObject({ platform: z.enum(platformNames) });
export const accountsShape = z.strictObject({ accounts: z.array(handedOver) });
export type HandedOverAccount = z.infer<typeof handedOver>;

/** All accounts of all platforms, kept in a file beside the ledger. */
export class Accounts {
  private readonly books: Record<PlatformName, AccountBook<unknown>>;
  private saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly file: string,
    private readonly simulators: Record<PlatformName, Simulator<unknown>>,
  ) {
    const books = platformNames.map((name) => [name, new AccountBook(simulators[name])]);
    this.books = Object.fromEntries(books) as Record<PlatformName, AccountBook<unknown>>;
  }

  async load(): Promise<void> {
    const content = await readFile(this.file, 'utf8').catch(() => '{"accounts":[]}');
    this.put(accountsShape.parse(JSON.parse(content)).accounts);
  }

  /** All or none: one account that does not parse leaves the others out as well. */
  put(accounts: readonly HandedOverAccount[]): void {
    const parsed = accounts.map(({ platform, ...account }) => ({
      platform,
      account: this.simulators[platform].accountShape.parse(account),
    }));
    for (const { platform, account } of parsed) this.books[platform].put(account);
  }

  /** Replaces the file whole, so that a crash leaves the old one. */
  async save(): Promise<void> {
    const content = JSON.stringify({ accounts: this.list() });
    this.saving = this.saving.then(async () => {
      await writeFile(`${this.file}.new`, content, { mode: 0o600 });
      await rename(`${this.file}.new`, this.file);
    });
    await this.saving;
  }

  book(platform: PlatformName): AccountBook<unknown> {
    return this.books[platform];
  }

  list(): readonly HandedOverAccount[] {
    return platformNames.flatMap((platform) =>
      this.books[platform].all().map((account) => ({ ...(account as object), platform })),
    );
  }

  get size(): number {
    return platformNames.reduce((sum, platform) => sum + this.books[platform].size, 0);
  }
}
