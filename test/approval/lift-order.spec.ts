import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import type { StopView } from '../../src/contract/stops.js';
import type { Person } from '../support/person.js';
import { REASON, TwoPeople } from './second-word.js';

const SETTLING = { timeout: 40_000 };

let two: TwoPeople;
beforeAll(async () => {
  two = await TwoPeople.open();
});
afterAll(() => two.world.close());
beforeEach(async () => {
  for (const { id, liftedAt } of await stops()) {
    if (liftedAt === null) await lift(two.owner, id);
  }
});

const stops = async () => (await two.meera.get<StopView[]>('/api/stops')).body;
const lift = (person: Person, id: number) =>
  person.post<StopView>(`/api/stops/${id}/lift`, { reason: 'It is over' });

describe('lifting a stop of more accounts than the limit', () => {
  it('leaves it standing until a second person confirms, and then what it held goes out', async () => {
    const stop = await two.aStop('रुकी');
    const { body } = await lift(two.meera, stop.id);
    expect(body).toMatchObject({ liftedAt: null, waits: { accounts: 6, orderedBy: 'Meera' } });
    expect(await stops()).toMatchObject([{ id: stop.id, waits: { accounts: 6 } }]);
    expect(await two.publicNow('रुकी')).toBe(0);
    const [order] = await two.ordersFor(two.approver);
    expect(order).toMatchObject({
      kind: 'lift',
      postId: null,
      subjectEn: 'Everything: The date is wrong',
    });
    expect((await two.say(two.approver, order?.id ?? 0)).status).toBe(200);
    await expect.poll(() => two.publicNow('रुकी'), SETTLING).toBe(6);
    const told = await two.recorded(`stop:${stop.id}`);
    expect(told.map(({ action, by }) => `${by}: ${action}`)).toEqual([
      'Meera: sending.stopped',
      'Meera: order.held',
      'approver: order.confirmed',
      'approver: sending.resumed',
    ]);
  });

  it('is refused in words when the stop holds more accounts than the order named', async () => {
    await two.setLimit(null);
    const order = { scope: 'everything', ...REASON };
    const { id } = (await two.meera.post<StopView>('/api/stops', order)).body;
    const platforms = ['x', 'telegram'] as const;
    await two.meera.publish({ text: 'पहली', platforms: [...platforms] });
    await two.setLimit(3);
    const held = (await lift(two.meera, id)).body.waits;
    expect(held?.accounts).toBe(4);
    await two.meera.publish({ text: 'दूसरी', platforms: ['facebook'] });
    const late = await two.say<ProblemsAnswer>(two.approver, held?.id ?? 0);
    expect([late.status, late.body.problems[0]?.code]).toEqual([409, 'order_outdated']);
    expect((await lift(two.meera, id)).body.waits?.accounts).toBe(6);
  });

  it('that was lifted by the owner meanwhile has nothing left to confirm', async () => {
    const stop = await two.aStop('स्वामी ने');
    const id = (await lift(two.meera, stop.id)).body.waits?.id ?? 0;
    expect((await lift(two.owner, stop.id)).body.liftedBy).toBe('Owner');
    expect((await two.say(two.approver, id)).status).toBe(409);
  });

  it('never waits for stopping: a stop of everything is one person’s word', async () => {
    await two.setLimit(3);
    const { body } = await two.approver.post<StopView>('/api/stops', {
      scope: 'everything',
      ...REASON,
    });
    expect([body.liftedAt, body.waits]).toEqual([null, undefined]);
  });
});

it('lifting a stop of a place with few accounts needs no second person', async () => {
  await two.setLimit(null);
  const place = await two.lead.get<{ id: number; code: string }[]>('/api/districts');
  const districtId = place.body.find(({ code }) => code === 'lucknow')?.id;
  const order = { scope: 'district', districtId, ...REASON };
  const { id } = (await two.lead.post<StopView>('/api/stops', order)).body;
  await two.meera.publish({ text: 'लखनऊ', districts: ['lucknow'] });
  await two.setLimit(3);
  expect((await lift(two.lead, id)).body.liftedBy).toBe('lead');
});
