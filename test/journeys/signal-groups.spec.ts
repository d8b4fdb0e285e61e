import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportResult } from '../../src/contract/districts.js';
import type { PlatformCapabilities } from '../../src/contract/platforms.js';
import type { DecisionView } from '../../src/contract/posts.js';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import { Gate } from '../support/gate.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

const NUMBER = '+919876543210';
const GROUP = `group.${Buffer.from(Buffer.alloc(32, 3).toString('base64')).toString('base64')}`;
const GROUPS_OF_LUCKNOW = [
  'district,platform,handle,remoteId,number',
  `lucknow,signal,लखनऊ कार्यकर्ता,${GROUP},${NUMBER}`,
].join('\n');

const offeredTo = async (person: Person) =>
  (await person.get<PlatformCapabilities[]>('/api/platforms')).body.map(({ name }) => name);
const importGroups = (person: Person) =>
  person.post<ImportResult & ProblemsAnswer>('/api/accounts/import', {
    content: GROUPS_OF_LUCKNOW,
  });

describe('an organisation without a Signal service of its own', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ districts: ['lucknow'] });
  });
  afterAll(() => world.close());

  it('is offered no Signal, and imports no group', async () => {
    const owner = await world.signIn('owner');
    expect(await offeredTo(owner)).not.toContain('signal');
    const { status, body } = await importGroups(owner);
    expect(status).toBe(422);
    expect(body.problems).toMatchObject([{ code: 'platform_unknown' }]);
  });
});

describe('an organisation with one', () => {
  let gate: Gate;
  let world: World;
  let meera: Person;
  beforeAll(async () => {
    gate = await Gate.open();
    const settings = { MUNADI_SIGNAL_API_URL: `${gate.url}/signal` };
    world = await World.open({ districts: ['lucknow'], settings });
    gate.leadTo(world.sandbox.url);
    const group = { platform: 'signal', number: NUMBER, groupId: GROUP, name: 'लखनऊ कार्यकर्ता' };
    await world.sandbox.putAccounts([group]);
    meera = await world.signIn('meera');
  });
  afterAll(async () => {
    await world.close();
    await gate.shut();
  });
  const onSignal = async () =>
    (await world.sandbox.posts()).filter(({ platform }) => platform === 'signal');

  it('writes to its groups, and takes back what it wrote', async () => {
    const owner = await world.signIn('owner');
    expect(await offeredTo(owner)).toContain('signal');
    expect((await importGroups(owner)).body).toMatchObject({ added: 1 });
    const { id } = await meera.publish({ platforms: ['signal'], districts: ['lucknow'] });
    expect((await meera.untilSettled(id)).counts.published).toBe(1);
    expect(await onSignal()).toMatchObject([{ account: GROUP, text: 'आज लखनऊ में' }]);
    await meera.post(`/api/posts/${id}/recall`, { reason: 'ग़लत समय' });
    await expect.poll(onSignal, { timeout: 20_000 }).toEqual([]);
  });

  it('asks a person what became of a message whose answer was lost, and sends it no second time', async () => {
    await world.letWaitsEnd();
    await world.sandbox.setFaults([
      { platform: 'signal', operation: 'create', fault: 'accept_then_reset', times: 1 },
    ]);
    const order = { platforms: ['signal' as const], districts: ['lucknow'], text: 'कल छुट्टी' };
    const { id } = await meera.publish(order);
    expect((await meera.untilSettled(id)).counts.needs_decision).toBe(1);
    expect(await onSignal()).toHaveLength(1);
    const { body } = await meera.get<DecisionView[]>('/api/decisions');
    expect(body).toMatchObject([{ platform: 'signal', postId: id, lookUrl: null }]);
  });
});
