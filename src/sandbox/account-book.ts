export interface AccountLabel {
  readonly id: string;
  readonly name: string;
  /** The name in the account's address, without the @. */
  readonly handle: string;
}

export interface Naming<Account> {
  label(account: Account): AccountLabel;
  keys(account: Account): readonly string[];
}

/** The accounts of one platform, found by the keys that its simulator names. */
export class AccountBook<Account> {
  private readonly accounts = new Map<string, Account>();
  private readonly byKey = new Map<string, Set<string>>();

  constructor(private readonly naming: Naming<Account>) {}

  /** Replaces the account of the same id; its old keys stop opening it. */
  put(account: Account): void {
    const { id } = this.naming.label(account);
    const before = this.accounts.get(id);
    if (before) for (const key of this.naming.keys(before)) this.byKey.get(key)?.delete(id);
    this.accounts.set(id, account);
    for (const key of this.naming.keys(account)) {
      this.byKey.set(key, (this.byKey.get(key) ?? new Set()).add(id));
    }
  }

  having(key: string): readonly Account[] {
    return [...(this.byKey.get(key) ?? [])]
      .map((id) => this.accounts.get(id))
      .filter((account) => account !== undefined);
  }

  all(): readonly Account[] {
    return [...this.accounts.values()];
  }

  labelOf(id: string): AccountLabel | null {
    const account = this.accounts.get(id);
    return account === undefined ? null : this.naming.label(account);
  }

  get size(): number {
    return this.accounts.size;
  }
}
