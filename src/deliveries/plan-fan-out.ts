import type { PlatformName } from '../contract/platforms.js';
import type { DeliveryPlan, FilledText } from './enqueue.store.js';

/** One account that shall carry the post, and the text filled for its district. */
export interface Addressed {
  accountId: number;
  platform: PlatformName;
  text: string;
}

/** Pure: texts that are equal on a platform are stored once; an account is addressed once. */
export function planFanOut(addressed: Iterable<Addressed>): DeliveryPlan {
  const texts: FilledText[] = [];
  const indexOf = new Map<PlatformName, Map<string, number>>();
  const accounts = new Set<number>();
  const deliveries: { accountId: number; textIndex: number }[] = [];
  for (const { accountId, platform, text } of addressed) {
    if (accounts.has(accountId)) continue;
    accounts.add(accountId);
    const known = indexOf.get(platform) ?? new Map<string, number>();
    indexOf.set(platform, known);
    let textIndex = known.get(text);
    if (textIndex === undefined) {
      textIndex = texts.push({ platform, body: text }) - 1;
      known.set(text, textIndex);
    }
    deliveries.push({ accountId, textIndex });
  }
  return { texts, deliveries };
}
