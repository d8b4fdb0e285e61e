import { finding, keyOf, MS, named, type Facts, type Finding } from './facts.js';
import type { DeliveryRecord } from './records.js';

/** Each part of a thread answers the part before it, which was public by then. */
export function judgeThreads({ deliveries, postsOf }: Facts): Finding {
  const parts = placed(deliveries);
  const wrong: string[] = [];
  let checked = 0;
  for (const delivery of deliveries) {
    const before = parts.get(placeOf(delivery, delivery.part - 1));
    const earlier = before ? (postsOf.get(before.id) ?? []) : [];
    for (const { replyTo, receivedAt } of postsOf.get(delivery.id) ?? []) {
      const answered = earlier.find(({ postId }) => postId === replyTo);
      const isInTurn =
        delivery.part === 0
          ? (replyTo ?? null) === null
          : answered !== undefined &&
            Date.parse(answered.receivedAt) <= Date.parse(receivedAt) + MS;
      if (delivery.part > 0) checked += 1;
      if (!isInTurn) wrong.push(named(delivery));
    }
  }
  return finding('I17', 'no part of a thread before the one it answers is public', checked, wrong);
}

/** Parts behind one about which a person is asked: they may wait as long as nobody answers. */
export function waitsForAPerson(deliveries: readonly DeliveryRecord[]): Set<DeliveryRecord> {
  const parts = placed(deliveries);
  const isBehindAQuestion = (delivery: DeliveryRecord): boolean => {
    const before = parts.get(placeOf(delivery, delivery.part - 1));
    return before !== undefined && (before.state === 'needs_decision' || isBehindAQuestion(before));
  };
  return new Set(
    deliveries.filter((delivery) => delivery.state === 'ready' && isBehindAQuestion(delivery)),
  );
}

function placed(deliveries: readonly DeliveryRecord[]): Map<string, DeliveryRecord> {
  return new Map(deliveries.map((delivery) => [placeOf(delivery, delivery.part), delivery]));
}

function placeOf({ postId, accountId }: DeliveryRecord, part: number): string {
  return keyOf(String(postId), String(accountId), String(part));
}
