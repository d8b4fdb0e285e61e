/** Statements under way at once: while one waits for the disk the next is on its way. */
const STATEMENTS = 2;

/**
 * Gathers items that arrive while the last statements are under way and writes them with the next one.
 * One item alone waits for nobody; a thousand at once share a transaction.
 */
export class GroupCommit<Item, Result> {
  private waiting: Entry<Item, Result>[] = [];
  private underWay = 0;

  /** `write` answers one result per item, in the items' order. */
  constructor(
    private readonly write: (items: Item[]) => Promise<Result[]>,
    private readonly maxItems = 1_000,
  ) {}

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.underWay < STATEMENTS) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.underWay += 1;
    // Lets everything that arrives in this turn of the event loop share the statement.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.maxItems);
      await this.writeBatch(batch);
    }
    this.underWay -= 1;
  }

  private async writeBatch(batch: Entry<Item, Result>[]): Promise<void> {
    try {
      const results = await this.write(batch.map((entry) => entry.item));
      batch.forEach((entry, index) => {
        entry.resolve(results[index] as Result);
      });
    } catch (error) {
      await this.writeOneByOne(batch, error);
    }
  }

  /** One bad item must not fail its neighbours: after a failed batch each is written alone. */
  private async writeOneByOne(batch: Entry<Item, Result>[], error: unknown): Promise<void> {
    const [only] = batch;
    if (batch.length === 1) {
      only?.reject(error);
      return;
    }
    for (const entry of batch) await this.writeBatch([entry]);
  }
}

interface Entry<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}
