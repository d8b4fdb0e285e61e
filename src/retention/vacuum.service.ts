import { Injectable } from '@nestjs/common';
import { EventLog } from '../kernel/log.js';
import { isVacuumDue } from './vacuum.js';
import { VacuumStore } from './vacuum.store.js';

/** Sees to it that dead rows are removed soon, on any server. */
@Injectable()
export class VacuumService {
  private readonly log = new EventLog('retention');
  /** Updates counted when this process last vacuumed a table. */
  private readonly updatesThen = new Map<string, number>();

  constructor(private readonly store: VacuumStore) {}

  /** Answers the tables that were vacuumed. */
  async runOnce(signal: AbortSignal): Promise<string[]> {
    const oldest = await this.store.oldestTransaction();
    const vacuumed: string[] = [];
    for (const activity of await this.store.activity()) {
      const { table, deadRows, updates } = activity;
      const isDue = isVacuumDue({
        activity,
        updatesThen: this.updatesThen.get(table) ?? 0,
        oldestTransactionMs: oldest?.sinceMs ?? null,
      });
      if (!isDue || signal.aborted) continue;
      await this.store.vacuum(table, signal);
      this.updatesThen.set(table, updates);
      vacuumed.push(table);
      this.log.info('vacuumed', { table, deadRows });
    }
    return vacuumed;
  }
}
