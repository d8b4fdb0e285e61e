import type { PlatformName } from '../contract/platforms.js';
import type { DeliveryPlan, FilledText } from './enqueue.store.js';

/** One account that shall carry the post, and the text filled for its district. */
export interface Addressed {
  accountId: number;
  platform: PlatformName;
  /** Place in a thread; 0: the post's text. */
  part: number;
  text: string;
}

/**
 * Pure: all first parts stand before all second ones, because the queue goes by this order: accounts that would stand with
 * their whole thread one behind the other would wait for each other. Texts that are equal on a platform are stored once; an account is given each part once. */
export function planFanOut(addressed: Iterable<Addressed>): DeliveryPlan {
  const texts: FilledText[] = [];
  const indexOf = new Map<PlatformName, Map<string, number>>();
  const given = new Set<string | number>();
  const deliveries: { accountId: number; part: number; textIndex: number }[] = [];
  for (const { accountId, platform, part, text } of addressed) {
    const key = part === 0 ? accountId : `${accountId}/${part}`;
    if (given.has(key)) continue;
    given.add(key);
    const known = indexOf.get(platform) ?? new Map<string, number>();
    indexOf.set(platform, known);
    let textIndex = known.get(text);
    if (textIndex === undefined) {
      textIndex = texts.push({ platform, body: text }) - 1;
      known.set(text, textIndex);
    }
    deliveries.push({ accountId, part, textIndex });
  }
  return {
    texts,
    deliveries: deliveries.some(({ part }) => part > 0) ? inParts(deliveries) : deliveries,
  };
}

function inParts<T extends { part: number }>(deliveries: readonly T[]): T[] {
  return deliveries.toSorted((a, b) => a.part - b.part);
}

/** Everybody who carries a thread carries its first part, once. */
export function accountsIn(plan: Pick<DeliveryPlan, 'deliveries'>): number[] {
  return plan.deliveries.filter(({ part }) => part === 0).map(({ accountId }) => accountId);
}
