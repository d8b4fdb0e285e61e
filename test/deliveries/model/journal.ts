import type { DeliveryStores } from './stores.js';
import type { Table } from './table.js';

/** The same stores with time on their side: the product's answer later. */
export type LaterStores = {
  [Name in keyof DeliveryStores]: (
    ...asked: Parameters<DeliveryStores[Name]>
  ) => Promise<ReturnType<DeliveryStores[Name]>>;
};

/** One call that the simulation made, and what came of it in memory. */
export interface Entry {
  name: keyof DeliveryStores;
  asked: readonly unknown[];
  answer: unknown;
  databaseMs: number;
  /** The same call to other stores. */
  repeat(stores: LaterStores): Promise<unknown>;
}

/** Keeps every call to `stores` in `journal`, in order. */
export function keepJournal(
  stores: DeliveryStores,
  table: Table,
  journal: Entry[],
): DeliveryStores {
  const kept = <Name extends keyof DeliveryStores>(name: Name): DeliveryStores[Name] => {
    type Asked = Parameters<DeliveryStores[Name]>;
    const ask = stores[name] as (...asked: Asked) => ReturnType<DeliveryStores[Name]>;
    const keep = (...asked: Asked): ReturnType<DeliveryStores[Name]> => {
      const databaseMs = table.nowMs;
      const answer = ask(...asked);
      const repeat = (others: LaterStores) => others[name](...asked);
      journal.push({ name, asked, answer, databaseMs, repeat });
      return answer;
    };
    return keep as DeliveryStores[Name];
  };
  return {
    enqueue: kept('enqueue'),
    claimDue: kept('claimDue'),
    giveBack: kept('giveBack'),
    remember: kept('remember'),
    writeIntent: kept('writeIntent'),
    settle: kept('settle'),
    rescueExpired: kept('rescueExpired'),
    releaseRetries: kept('releaseRetries'),
    endWaits: kept('endWaits'),
    takeLost: kept('takeLost'),
    mayBeAnothers: kept('mayBeAnothers'),
    conclude: kept('conclude'),
    retry: kept('retry'),
    decide: kept('decide'),
    cancelPost: kept('cancelPost'),
  };
}
