import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InviteFace } from '../../src/contract/people.js';
import type { SessionView, SignInWays } from '../../src/contract/session.js';
import { OperatorCodes } from '../../src/identity/index.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { Installation, OWNER } from './founded.js';
import { codesOf } from './phone.js';

let place: Installation;
beforeEach(async () => {
  place = await Installation.open();
});
afterEach(() => place.close());

describe('an installation without people', () => {
  it('becomes the one’s who types the code from the terminal, on this device and once', async () => {
    const phone = place.aPhone();
    expect(await phone.get<SignInWays>('/session/ways')).toMatchObject({ isUnclaimed: true });
    const code = await place.ownerCode();
    const typed = ` ${code.toUpperCase().replaceAll('-', ' ')}`;
    expect((await phone.enrol(typed, { owner: OWNER })).body).toEqual({ state: 'open' });
    const session = await phone.get<SessionView>('/session');
    expect(session).toMatchObject({ name: 'Asha', role: 'owner', device: { factor: 'passkey' } });
    expect(session.place.nameEn).toBe('Uttar Pradesh');
    const again = await place.aPhone().enrol(code, { owner: { name: 'Eve', login: 'eve' } });
    expect([again.status, codesOf(again)]).toEqual([409, ['invite_ended']]);
    expect(await place.ownerCode()).toBe('');
    expect(await place.audited()).toEqual([
      'districts.imported',
      'device.invited',
      'person.added',
      'device.enrolled',
      'session.opened',
    ]);
  });

  it('has one first owner, however many codes were printed', async () => {
    const codes = [await place.ownerCode(), await place.ownerCode()];
    const claims = codes.map((code, index) =>
      place.aPhone().enrol(code, { owner: { name: 'Asha', login: `asha-${index}` } }),
    );
    const said = await Promise.all(claims);
    expect(said.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('takes no code that is a day old', async () => {
    const code = await place.ownerCode();
    place.clock.pass(24 * 60);
    const said = await place.aPhone().ask('POST', '/enrolment/look', { secret: code });
    expect(codesOf(said)).toEqual(['invite_ended']);
  });

  it('takes no more than five guesses in a quarter of an hour', async () => {
    const phone = place.aPhone();
    const code = await place.ownerCode();
    const guess = () => phone.ask('POST', '/enrolment/look', { secret: 'aaaa-bbbb-cccc-dddd' });
    const guesses = await Promise.all(Array.from({ length: 8 }, guess));
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(3);
    const look = () => phone.ask('POST', '/enrolment/look', { secret: code });
    expect((await look()).status).toBe(429);
    place.clock.pass(15);
    expect((await look()).status).toBe(200);
  });

  it('keeps nothing that makes an owner', async () => {
    const code = await place.ownerCode();
    const kept = await rowsOf(place.database.dataSource, 'SELECT i::text AS line FROM invites i');
    expect(JSON.stringify(kept)).not.toContain(code.replaceAll('-', ''));
  });
});

describe('somebody who lost every device', () => {
  it('gets a code from whoever runs the machine, and keeps name and role', async () => {
    await place.claim();
    const { code } = await place.app.get(OperatorCodes).forPerson('ASHA');
    const phone = place.aPhone();
    const { body } = await phone.ask('POST', '/enrolment/look', { secret: code });
    expect((body as InviteFace).person).toMatchObject({ login: 'asha', role: 'owner' });
    expect((await phone.enrol(code)).body).toEqual({ state: 'open' });
    expect(await phone.get('/session')).toMatchObject({ name: 'Asha' });
  });
});
