import type { LedgerLine } from './ledger-line.js';
import type { Post } from './world.js';

export interface Sight {
  readonly line: LedgerLine;
  readonly post: Post | null;
}

/** An open page that follows the world as it changes. */
export interface Spectator {
  see(sight: Sight): void;
  /** Something beside the posts has changed: rules, settings, accounts. */
  notice(): void;
  leave(): void;
}

export class Spectators {
  private readonly watching = new Set<Spectator>();

  welcome(spectator: Spectator): void {
    this.watching.add(spectator);
  }

  dismiss(spectator: Spectator): void {
    this.watching.delete(spectator);
  }

  tell(sight: Sight): void {
    for (const spectator of this.watching) spectator.see(sight);
  }

  stir(): void {
    for (const spectator of this.watching) spectator.notice();
  }

  close(): void {
    for (const spectator of this.watching) spectator.leave();
  }
}
