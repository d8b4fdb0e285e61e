import type { DeliveryStores } from './stores.js';
import * as doubt from './stores-doubt.js';
import * as person from './stores-person.js';
import * as queue from './stores-queue.js';
import * as results from './stores-results.js';
import type { Table } from './table.js';

/** The stores' statements on a table in memory, one call at a time, as under the database's locks. */
export function memoryStores(table: Table): DeliveryStores {
  return {
    enqueue: (post, plan) => queue.enqueue(table, post, plan),
    claimDue: (room, workerNowMs) => queue.claimDue(table, room, workerNowMs),
    giveBack: (claim, as) => {
      queue.giveBack(table, claim, as);
    },
    remember: (claim, draftId) => queue.remember(table, claim, draftId),
    writeIntent: (claim) => queue.writeIntent(table, claim),
    settle: (claim, settlement) => results.settle(table, claim, settlement),
    rescueExpired: () => results.rescueExpired(table),
    releaseRetries: () => {
      results.releaseRetries(table);
    },
    endWaits: (platform) => {
      results.endWaits(table, platform);
    },
    takeLost: () => doubt.takeLost(table),
    mayBeAnothers: (lost, remoteId) => doubt.mayBeAnothers(table, lost, remoteId),
    conclude: (lost, verdict) => {
      doubt.conclude(table, lost, verdict);
    },
    retry: (filter) => person.retry(table, filter),
    decide: (decision) => person.decide(table, decision),
    cancelPost: (postId) => person.cancelPost(table, postId),
  };
}
