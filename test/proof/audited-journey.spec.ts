import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PostView } from '../../src/contract/posts.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';
import { audit } from './auditor.js';
import { judgeDoubts } from './doubts.js';
import { gather } from './facts.js';
import { recordMoves } from './moves.js';
import { readRecords, withClient } from './records.js';
import { judgeSilentEnds } from './silent-ends.js';

let world: World;
let meera: Person;
beforeAll(async () => {
  world = await World.open({
    districts: ['agra', 'lucknow'],
    settings: {
      MUNADI_SEND_TIMEOUT_MS: '1000',
      MUNADI_LEASE_MS: '3000',
      MUNADI_RECONCILE_WAITS_MS: '300,300',
    },
  });
  await withClient(world.environment['DATABASE_URL'] ?? '', recordMoves);
  meera = await world.signIn('meera');
});
afterAll(() => world.close());
beforeEach(() => world.letWaitsEnd());

const FAULTS = [
  'none',
  'accept_then_hang',
  'hang_before',
  'accept_then_reset',
  'reset_before',
  'server_error_before',
  'server_error_after',
  'malformed_body',
  'duplicate',
  'rate_limited',
];

describe('the auditor', () => {
  it.each(FAULTS)(
    'finds the promise kept where every request meets the fault: %s',
    async (fault) => {
      const rules = [
        { operation: 'create', fault } as const,
        { operation: 'publish', fault } as const,
      ];
      await world.sandbox.setFaults(fault === 'none' ? [] : rules);
      const post = await meera.publish({ text: `${fault} — {district}` });
      if (fault !== 'none') await everySendIsTried(post.id);
      await world.sandbox.setFaults([]);
      await settle(post.id);
      expect(await violations()).toEqual([]);
    },
  );
});

/** Until nothing waits for its first send: the faults have met every request once. */
async function everySendIsTried(postId: number): Promise<void> {
  await meera.untilEvery(postId, ({ state }) => !['ready', 'claimed', 'sending'].includes(state));
}

async function settle(postId: number): Promise<void> {
  for (;;) {
    await world.letWaitsEnd();
    const { body } = await meera.get<PostView>(`/api/posts/${postId}`);
    if (body.progress.isSettled) return;
  }
}

async function violations(): Promise<string[]> {
  const records = await readRecords(world.environment['DATABASE_URL'] ?? '');
  const facts = gather(await world.sandbox.ledger(), records, {
    stops: [],
    incidents: [],
    gentleStops: [],
    sendTimeoutMs: 1_000,
    plannedDeliveries: records.deliveries.length,
    plannedPosts: records.scheduledInAudit,
    isDrained: true,
  });
  return [...audit(facts), judgeSilentEnds(facts), judgeDoubts(facts).finding].flatMap(
    ({ id, violations: own }) => own.map((one) => `${id}: ${one}`),
  );
}
