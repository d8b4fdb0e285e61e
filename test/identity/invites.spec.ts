import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EnrolmentWait, PeopleView } from '../../src/contract/people.js';
import { Installation } from './founded.js';
import { codesOf, type Phone } from './phone.js';

let place: Installation;
let owner: Phone;
let lucknowId: number;
let people = 0;

beforeAll(async () => {
  place = await Installation.open();
  owner = await place.claim();
  lucknowId = await place.placeId('LKO');
});
afterAll(() => place.close());
beforeEach(async () => {
  await owner.stepUp();
});

/** An invite for a volunteer whom nobody knows yet. */
async function invited(role = 'volunteer'): Promise<{ name: string; secret: string }> {
  people += 1;
  const name = `Ramesh ${people}`;
  return { name, secret: await owner.invite({ name, role, placeId: lucknowId }) };
}

describe('an invited phone', () => {
  it('opens nothing until the one who invited has compared the numbers and said yes', async () => {
    const { name, secret } = await invited();
    const phone = place.aPhone();
    const wait = (await phone.enrol(secret)).body as EnrolmentWait;
    expect(wait).toMatchObject({ state: 'waiting' });
    expect((await phone.ask('GET', '/session')).status).toBe(401);
    expect((await phone.signIn()).status).toBe(403);
    expect((await phone.finish(wait)).body).toEqual({ state: 'waiting' });

    const seen = (await owner.get<PeopleView>('/people')).people.find((one) => one.name === name);
    expect(seen?.waiting?.matchingCode).toBe(wait.matchingCode);
    expect(seen).toMatchObject({ state: 'invited', devices: [] });
    expect((await owner.confirm(name)).status).toBe(204);
    expect((await phone.finish(wait)).body).toEqual({ state: 'open' });
    expect(await phone.get('/session')).toMatchObject({ name, role: 'volunteer' });
    expect((await place.audited()).slice(-4)).toEqual([
      'person.invited',
      'device.enrolled',
      'device.confirmed',
      'session.opened',
    ]);
  });

  it('is let in with no other number than its own', async () => {
    const { name, secret } = await invited();
    const wait = (await place.aPhone().enrol(secret)).body as EnrolmentWait;
    const { people: list } = await owner.get<PeopleView>('/people');
    const inviteId = list.find((one) => one.name === name)?.waiting?.inviteId ?? 0;
    const other = String((Number(wait.matchingCode) + 1) % 1_000_000).padStart(6, '0');
    const body = { matchingCode: other };
    const said = await owner.ask('POST', `/people/invites/${inviteId}/confirm`, body);
    expect([said.status, codesOf(said)]).toEqual([422, ['matching_code_differs']]);
  });

  it('gets its session once', async () => {
    const { name, secret } = await invited();
    const phone = place.aPhone();
    const wait = (await phone.enrol(secret)).body as EnrolmentWait;
    await owner.confirm(name);
    const answers = await Promise.all(Array.from({ length: 5 }, () => phone.finish(wait)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
  });

  it('never becomes a device once it was refused', async () => {
    const { name, secret } = await invited();
    const phone = place.aPhone();
    const wait = (await phone.enrol(secret)).body as EnrolmentWait;
    const { people: list } = await owner.get<PeopleView>('/people');
    const inviteId = list.find((one) => one.name === name)?.waiting?.inviteId ?? 0;
    await owner.ask('POST', `/people/invites/${inviteId}/refuse`);
    expect(codesOf(await phone.finish(wait))).toEqual(['invite_refused']);
    const late = await owner.ask('POST', `/people/invites/${inviteId}/confirm`, wait);
    expect(codesOf(late)).toEqual(['invite_unconfirmable']);
    expect((await phone.signIn()).status).toBe(403);
  });
});

describe('an invite', () => {
  it('is good once: of twenty phones at the same time one enrols', async () => {
    const { secret } = await invited();
    const phones = Array.from({ length: 20 }, () => place.aPhone().enrol(secret));
    const statuses = (await Promise.all(phones)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    const again = await place.aPhone().enrol(secret);
    expect([again.status, codesOf(again)]).toEqual([409, ['invite_ended']]);
  });

  it('ends after two days, also for a phone that waits', async () => {
    const { secret } = await invited();
    const waiting = await invited();
    const phone = place.aPhone();
    const wait = (await phone.enrol(waiting.secret)).body as EnrolmentWait;
    place.clock.pass(48 * 60);
    expect(codesOf(await place.aPhone().enrol(secret))).toEqual(['invite_ended']);
    expect(codesOf(await phone.finish(wait))).toEqual(['invite_ended']);
    await owner.signIn();
  });

  it('ends when another one is made for the same person', async () => {
    const { name, secret } = await invited();
    const { people: list } = await owner.get<PeopleView>('/people');
    const id = list.find((one) => one.name === name)?.id ?? 0;
    expect((await owner.ask('POST', `/people/${id}/invites`)).status).toBe(201);
    expect(codesOf(await place.aPhone().enrol(secret))).toEqual(['invite_ended']);
  });

  it.each([
    ['that was made for another website', { origin: 'https://munadi.example.evil.example' }],
    [
      'that answers another challenge',
      { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
    ],
    ['for which nobody touched the phone’s lock', { isUnverified: true }],
  ])('takes no passkey %s, and stays good', async (_, quirks) => {
    const { secret } = await invited();
    const said = await place.aPhone().enrol(secret, {}, quirks);
    expect([said.status, codesOf(said)]).toEqual([403, ['passkey_refused']]);
    expect((await place.aPhone().enrol(secret)).status).toBe(200);
  });

  it('takes no passkey that was asked for on another invite', async () => {
    const [one, other] = [await invited(), await invited()];
    const phone = place.aPhone();
    const asked = await phone.ask('POST', '/enrolment/passkey/options', { secret: one.secret });
    const passkey = phone.authenticator.create(asked.body as { challenge: string });
    const said = await phone.ask('POST', '/enrolment/passkey', { secret: other.secret, passkey });
    expect(codesOf(said)).toEqual(['passkey_refused']);
  });
});

describe('who may invite', () => {
  it('is a district lead only for volunteers of the own district', async () => {
    const lead = await place.welcome(owner, 'Lead', 'district_lead', 'LKO');
    const order = async (role: string, code: string) => {
      const placeId = await place.placeId(code);
      return lead.ask('POST', '/people/invites', { name: 'Somebody', role, placeId });
    };
    expect((await order('volunteer', 'B-1')).status).toBe(201);
    expect(codesOf(await order('volunteer', 'AGRA'))).toEqual(['place_not_yours']);
    expect(codesOf(await order('volunteer', 'UP'))).toEqual(['place_not_yours']);
    for (const role of ['district_lead', 'auditor', 'central_editor', 'owner']) {
      expect(codesOf(await order(role, 'LKO'))).toEqual(['role_not_yours']);
    }
  });

  it('is no volunteer, and nobody for a person out of reach', async () => {
    const volunteer = await place.welcome(owner, 'Volunteer', 'volunteer', 'LKO');
    expect((await volunteer.ask('GET', '/people')).status).toBe(403);
    const lead = await place.welcome(owner, 'Agra lead', 'district_lead', 'AGRA');
    const { people: list } = await owner.get<PeopleView>('/people');
    const id = list.find(({ name }) => name === 'Volunteer')?.id ?? 0;
    expect((await lead.ask('POST', `/people/${id}/invites`)).status).toBe(404);
    expect((await lead.ask('POST', `/people/${id}/revoke`)).status).toBe(404);
  });
});
