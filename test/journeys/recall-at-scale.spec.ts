import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionView } from '../../src/contract/posts.js';
import { makeAccounts } from '../support/many-accounts.js';
import type { Person } from '../support/person.js';
import { aftermathOf, recallHalfway } from '../support/recall-at-scale.js';
import { World } from '../support/world.js';

const ACCOUNTS = 2_000;
/** The Page's token has lost the right to. */
const MAY_NOT = { fault: 'refuse', status: 403, code: 200 };

let world: World;
let owner: Person;
beforeAll(async () => {
  world = await World.open({
    districts: ['lucknow'],
    settings: {
      MUNADI_DELIVERY_CONCURRENCY: '32',
      MUNADI_SEND_TIMEOUT_MS: '20000',
      MUNADI_LEASE_MS: '60000',
      MUNADI_RECONCILE_WAITS_MS: '300,1000,2000',
    },
  });
  owner = await world.signIn('owner');
  await makeAccounts({ owner, sandbox: world.sandbox }, { count: ACCOUNTS, district: 'lucknow' });
});
afterAll(() => world.close());

describe('a campaign to two thousand accounts, recalled when half of it is public', () => {
  it('sends nothing after the answer, deletes all that can be deleted, and lists the rest for a person', async () => {
    // An answer takes its time, so that many requests are under way when the recall comes.
    await world.sandbox.set({ latencyMs: 50 });
    await world.sandbox.setFaults([
      { platform: 'x', operation: 'create', fault: 'accept_then_reset', times: 30 },
      { platform: 'telegram', operation: 'create', fault: 'accept_then_reset', times: 10 },
      { platform: 'x', operation: 'delete', fault: 'server_error_before', times: 10 },
      { platform: 'telegram', operation: 'delete', fault: 'refuse', status: 400, times: 40 },
      { platform: 'facebook', operation: 'delete', ...MAY_NOT, times: 5 },
    ]);
    const scene = { person: owner, sandbox: world.sandbox, executor: world.dataSource };
    const post = await owner.publish({ text: 'गलत तारीख', districts: ['lucknow'] });
    const recalled = await recallHalfway(scene, post);
    const aftermath = await aftermathOf(scene, recalled);

    expect(recalled.answer.cancelled).toBeGreaterThan(0);
    expect(recalled.answer.toTakeDown).toBeGreaterThanOrEqual(ACCOUNTS / 2);
    expect(aftermath).toMatchObject({
      intentsAfter: 0,
      sentTwice: 0,
      publicAndListed: 55,
      publicAndForgotten: 0,
      listedWithoutRefusal: 0,
    });
    const { recalled: down = 0, ...others } = aftermath.states;
    expect(down).toBe(aftermath.deleted);
    expect(others).toEqual({
      cancelled: post.total - down - 55,
      recall_unknown: 45,
      needs_decision: 10,
    });
    const { body: decisions } = await owner.get<DecisionView[]>('/api/decisions');
    expect(decisions.map(({ kind }) => kind)).toEqual(Array(55).fill('take_it_down'));
  });
});
