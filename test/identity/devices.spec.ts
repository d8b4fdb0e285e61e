import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceView, PeopleView } from '../../src/contract/people.js';
import type { SessionView } from '../../src/contract/session.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { Installation } from './founded.js';
import { codesOf, type Phone } from './phone.js';

let place: Installation;
let owner: Phone;

beforeAll(async () => {
  place = await Installation.open();
  owner = await place.claim();
});
afterAll(() => place.close());
beforeEach(async () => {
  await owner.stepUp();
});

async function idOf(name: string): Promise<number> {
  const { people } = await owner.get<PeopleView>('/people');
  return people.find((person) => person.name === name)?.id ?? 0;
}

async function deviceOf(phone: Phone): Promise<number> {
  const devices = await phone.get<DeviceView[]>('/devices');
  return devices.find(({ isThis }) => isThis)?.id ?? 0;
}

describe('a device', () => {
  it('signs in again with its passkey, and is listed with its name and when it was last used', async () => {
    const phone = await place.welcome(owner, 'Ramesh', 'volunteer', 'LKO');
    expect((await phone.signIn()).status).toBe(200);
    expect(await phone.get('/devices')).toEqual([
      expect.objectContaining({
        name: 'Chrome, Android',
        factor: 'passkey',
        isThis: true,
        lastUsedAt: place.clock.now().toISOString(),
      }),
    ]);
  });

  it('is refused from the next request on once it was revoked, and cannot come back by itself', async () => {
    const phone = await place.welcome(owner, 'Sita', 'volunteer', 'LKO');
    const deviceId = await deviceOf(phone);
    expect((await owner.ask('POST', `/devices/${deviceId}/revoke`)).status).toBe(204);
    expect((await phone.ask('GET', '/session')).status).toBe(401);
    const said = await phone.signIn();
    expect([said.status, codesOf(said)]).toEqual([403, ['passkey_refused']]);
    expect((await place.audited()).at(-1)).toBe('device.revoked');
  });

  it('stays, with all others, when its person tries to put themselves out of service', async () => {
    const { personId } = await owner.get<SessionView>('/session');
    const said = await owner.ask('POST', `/people/${personId}/revoke`);
    expect([said.status, codesOf(said)]).toEqual([403, ['not_yourself']]);
    expect((await owner.ask('GET', '/session')).status).toBe(200);
  });

  it('is revoked by its own person too, and by nobody who does not stand above', async () => {
    const phone = await place.welcome(owner, 'Mohan', 'volunteer', 'LKO');
    const other = await place.welcome(owner, 'Gita', 'district_lead', 'AGRA');
    const deviceId = await deviceOf(phone);
    expect((await other.ask('POST', `/devices/${deviceId}/revoke`)).status).toBe(404);
    expect((await phone.ask('POST', `/devices/${deviceId}/revoke`)).status).toBe(204);
    expect((await phone.ask('GET', '/session')).status).toBe(401);
  });

  it('ends with all others when its person is put out of service, until a new invite', async () => {
    const phone = await place.welcome(owner, 'Laxmi', 'volunteer', 'LKO');
    const id = await idOf('Laxmi');
    expect((await owner.ask('POST', `/people/${id}/revoke`)).status).toBe(204);
    expect((await phone.ask('GET', '/session')).status).toBe(401);
    const { body } = await owner.ask('POST', `/people/${id}/invites`);
    const next = place.aPhone();
    const secret = new URL((body as { url: string }).url).hash.slice(1);
    const wait = (await next.enrol(secret)).body as { waitSecret: string };
    await owner.confirm('Laxmi');
    await next.ask('POST', '/enrolment/finish', { waitSecret: wait.waitSecret });
    expect(await next.get('/session')).toMatchObject({ name: 'Laxmi' });
    expect((await phone.signIn()).status).toBe(403);
  });
});

describe('a passkey', () => {
  it('that was copied is refused when it has counted less than the real one', async () => {
    const phone = await place.welcome(owner, 'Hari', 'volunteer', 'LKO');
    expect((await phone.signIn({ count: 41 })).status).toBe(200);
    const said = await place.elsewhere(phone).signIn({ count: 40 });
    expect([said.status, codesOf(said)]).toEqual([403, ['passkey_refused']]);
  });

  it('signs a question once: what was overheard opens nothing', async () => {
    const phone = await place.welcome(owner, 'Usha', 'volunteer', 'LKO');
    const asked = await phone.ask('POST', '/session/passkey/options');
    const passkey = phone.authenticator.get(asked.body as { challenge: string });
    expect((await phone.ask('POST', '/session/passkey', { passkey })).status).toBe(200);
    const again = await place.aPhone().ask('POST', '/session/passkey', { passkey });
    expect(codesOf(again)).toEqual(['passkey_refused']);
  });

  it('that signed for another website, or unasked for, opens nothing', async () => {
    const phone = await place.welcome(owner, 'Nita', 'volunteer', 'LKO');
    const browser = place.elsewhere(phone);
    for (const quirks of [{ origin: 'https://evil.example' }, { isUnverified: true }]) {
      expect(codesOf(await browser.signIn(quirks))).toEqual(['passkey_refused']);
    }
    expect((await browser.ask('GET', '/session')).status).toBe(401);
  });
});

describe('what needs a fresh proof', () => {
  const invite = async (phone: Phone) => {
    const placeId = await place.placeId('LKO');
    return phone.ask('POST', '/people/invites', { name: 'Somebody', role: 'volunteer', placeId });
  };

  it('is refused five minutes after signing in, and done once the same passkey signs again', async () => {
    await owner.signIn();
    place.clock.pass(4);
    expect((await invite(owner)).status).toBe(201);
    place.clock.pass(1);
    const refused = await invite(owner);
    expect([refused.status, codesOf(refused)]).toEqual([403, ['step_up_needed']]);
    expect((await owner.stepUp()).status).toBe(204);
    expect((await invite(owner)).status).toBe(201);
  });

  it('is not opened by the cookie of before, which ends soon', async () => {
    place.clock.pass(5);
    const thief = place.elsewhere(owner);
    thief.steal('__Host-munadi', owner);
    await owner.stepUp();
    expect((await thief.ask('GET', '/session')).status).toBe(200);
    expect(codesOf(await invite(thief))).toEqual(['step_up_needed']);
    place.clock.pass(1);
    expect((await thief.ask('GET', '/session')).status).toBe(401);
    expect((await owner.ask('GET', '/session')).status).toBe(200);
  });

  it('is opened by no other passkey, and by no signature for signing in', async () => {
    place.clock.pass(5);
    const phone = place.aPhone();
    const asked = await owner.ask('POST', '/session/step-up/options');
    const foreign = phone.authenticator.get(asked.body as { challenge: string });
    const said = await owner.ask('POST', '/session/step-up', { passkey: foreign });
    expect(codesOf(said)).toEqual(['passkey_refused']);
    const signIn = await owner.ask('POST', '/session/passkey/options');
    const passkey = owner.authenticator.get(signIn.body as { challenge: string });
    const other = await owner.ask('POST', '/session/step-up', { passkey });
    expect(codesOf(other)).toEqual(['passkey_refused']);
    expect((await owner.ask('GET', '/session')).status).toBe(200);
  });
});

it('keeps no secret of a session, an invite or a browser in the database', async () => {
  const secrets = [owner.cookie('__Host-munadi'), owner.cookie('__Host-munadi-device')];
  const kept = await Promise.all(
    ['sessions', 'invites', 'devices', 'passkey_challenges', 'audit_events'].map((table) =>
      rowsOf(place.database.dataSource, `SELECT ${table}::text AS line FROM ${table}`),
    ),
  );
  const text = JSON.stringify(kept);
  for (const secret of secrets) {
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(text).not.toContain(secret);
    expect(text).not.toContain(Buffer.from(secret ?? '', 'base64url').toString('hex'));
  }
});
