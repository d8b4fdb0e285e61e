import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { EventLog } from '../kernel/log.js';
import { AuditTrail } from './audit-trail.js';
import { AuditChain } from './chain.service.js';
import { DropStore } from './drop.store.js';

const LINES_A_ROUND = 2_000;

/**
 * Keeps the record for whole months. What goes is the beginning of the chain; a line of the record says up to where and
 * with which hash, so that the rest is still held to its first line.
 */
@Injectable()
export class AuditDrop {
  private readonly log = new EventLog('audit');

  constructor(
    private readonly store: DropStore,
    private readonly trail: AuditTrail,
    private readonly chain: AuditChain,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Answers how many lines were dropped. A round that is cut short goes on in the next. */
  async dropOld(signal?: AbortSignal): Promise<number> {
    const { keepMonths } = this.config.audit;
    if (keepMonths === null) return 0;
    await this.setCheckpoint(keepMonths);
    let total = 0;
    let dropped: number;
    do {
      dropped = await this.store.dropOld(LINES_A_ROUND);
      total += dropped;
    } while (dropped > 0 && !signal?.aborted);
    if (total > 0) this.log.info('audit_dropped', { lines: total });
    return total;
  }

  private async setCheckpoint(keepMonths: number): Promise<void> {
    const keptFrom = monthsBefore(this.clock.now(), keepMonths);
    const last = await this.store.inTransaction(async (executor) => {
      const old = await this.store.lastOld(executor, keptFrom);
      if (!old) return undefined;
      const { position, hash } = old;
      await this.trail.record(executor, {
        personId: null,
        action: 'audit.dropped',
        subject: 'audit',
        details: { throughPosition: position, throughHash: hash.toString('hex'), keepMonths },
      });
      return old;
    });
    if (!last) return;
    // Nothing goes before the line that says so stands in the chain.
    await this.chain.chainWaiting();
    await this.store.setCheckpoint(last);
  }
}

/** The first instant (UTC) of the month that lies `months` before. */
function monthsBefore(now: Date, months: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
}
