import type { Clock } from '../../kernel/clock.js';
import { EventLog } from '../../kernel/log.js';
import type { PlatformRegistry } from '../../platforms/index.js';
import type { AdmissionService } from '../lanes/admission.service.js';
import type { PublicWork } from '../platform-rounds.js';
import type { RecallStore, Retractable } from './recall.store.js';
import { takenBy } from './retraction.js';
import { takeDown } from './take-down.js';

export interface RecallDesk {
  clock: Clock;
  sendTimeoutMs: number;
  platforms: PlatformRegistry;
  admission: AdmissionService;
  store: RecallStore;
}

/** Taking down what is public of recalled posts; it goes before every send. */
export function recallWork(desk: RecallDesk): PublicWork<Retractable> {
  const { store, admission } = desk;
  const log = new EventLog('recall');
  return {
    name: 'recall',
    take: (platform, limit) => store.take(platform, limit),
    nextInMs: (platform) => store.nextInMs(platform),
    admit: (items, accounts) => admission.admitChanges(items, accounts, RETRACTION),
    postpone: (back) => store.postpone(back),
    doOne: async (item, account, stopSignal) => {
      const { clock, sendTimeoutMs, platforms } = desk;
      const platform = platforms.get(item.platform);
      const retracted = await takeDown(item, {
        clock,
        platform,
        account,
        sendTimeoutMs,
        stopSignal,
      });
      if (retracted.kind === 'unavailable' && stopSignal.aborted) {
        await store.postpone([{ item, waitMs: 0 }]);
        return;
      }
      if (retracted.kind === 'unavailable' && retracted.retryAfterMs !== null) {
        const told = { forMs: retracted.retryAfterMs, because: retracted.detail };
        await admission.pauseChanges(item, account, { ...told, operation: RETRACTION.operation });
      }
      const result = takenBy(retracted, item.tries + 1);
      await store.settle(item, result);
      const { deliveryId } = item;
      log.info('retraction_settled', { deliveryId, platform: item.platform, state: result.state });
    },
  };
}

const RETRACTION = { operation: 'retract', priority: 0 } as const;
