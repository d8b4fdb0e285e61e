/** Bounds how much of one kind is under way at once; when one is over the most urgent goes next, in its order. */
export class SendRoom {
  private underWay = 0;
  private readonly lines: ((() => void)[] | undefined)[] = [];

  constructor(private readonly places: number) {}

  /** @param priority 0 goes before 1, and so on */
  async run<T>(priority: number, send: () => Promise<T>): Promise<T> {
    if (this.underWay >= this.places) await this.turn(priority);
    else this.underWay += 1;
    try {
      return await send();
    } finally {
      this.leave();
    }
  }

  private turn(priority: number): Promise<void> {
    return new Promise((resolve) => {
      (this.lines[priority] ??= []).push(resolve);
    });
  }

  private leave(): void {
    for (const line of this.lines) {
      const next = line?.shift();
      if (next) {
        next();
        return;
      }
    }
    this.underWay -= 1;
  }
}
