/** Bounds how much of one kind is under way at once; the next in line goes when one is over. */
export class SendRoom {
  private underWay = 0;
  private readonly line: (() => void)[] = [];

  constructor(private readonly places: number) {}

  async run<T>(send: () => Promise<T>): Promise<T> {
    if (this.underWay >= this.places) await new Promise<void>((resolve) => this.line.push(resolve));
    else this.underWay += 1;
    try {
      return await send();
    } finally {
      const next = this.line.shift();
      if (next) next();
      else this.underWay -= 1;
    }
  }
}
