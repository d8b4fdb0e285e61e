import { Injectable } from '@nestjs/common';
import { despiteLostRaces } from '../kernel/database/sql.js';
import { chainHash, type AuditLine, type ChainedLine } from './audit-line.js';
import { ChainStore, type ChainEnd } from './chain.store.js';

const LINES_A_ROUND = 1_000;
/** A round is made each two seconds: who waits so long waits for somebody to look. */
const OVERDUE_MS = 5 * 60_000;

/** Binds committed lines to those before them. One process does it for all, seconds behind; nobody waits for it. */
@Injectable()
export class AuditChain {
  constructor(private readonly store: ChainStore) {}

  /** Chains whatever has been committed; answers how many lines. Two at the same time do no harm: one of them goes again. */
  async chainWaiting(signal?: AbortSignal): Promise<number> {
    let total = 0;
    let chained: number;
    do {
      chained = await despiteLostRaces(() => this.chainOnce());
      total += chained;
    } while (chained === LINES_A_ROUND && !signal?.aborted);
    return total;
  }

  /** Since when the oldest line that is not chained waits; null when that is not long. */
  async overdueSince(now: Date): Promise<Date | null> {
    const { oldestAt } = await this.store.tail();
    return oldestAt && now.getTime() - oldestAt.getTime() > OVERDUE_MS ? oldestAt : null;
  }

  private chainOnce(): Promise<number> {
    return this.store.inTransaction(async (executor) => {
      const lines = await this.store.waiting(executor, LINES_A_ROUND);
      if (lines.length === 0) return 0;
      await this.store.append(executor, chainAfter(await this.store.end(executor), lines));
      return lines.length;
    });
  }
}

function chainAfter(end: ChainEnd, lines: readonly AuditLine[]): ChainedLine[] {
  let { position, hash } = end;
  return lines.map((line) => {
    position += 1;
    hash = chainHash(hash, position, line);
    return { ...line, position, hash };
  });
}
