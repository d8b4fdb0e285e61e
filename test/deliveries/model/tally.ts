/** How often each thing happened, over all sequences: what never happens proves nothing. */
export class Tally {
  private readonly counts = new Map<string, number>();

  count(what: string): void {
    this.counts.set(what, this.of(what) + 1);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  /** Everything counted under `prefix:`, without it. */
  under(prefix: string): Map<string, number> {
    const start = `${prefix}:`;
    return new Map(
      [...this.counts]
        .filter(([what]) => what.startsWith(start))
        .map(([what, n]) => [what.slice(start.length), n]),
    );
  }
}
