import { generate } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CodeKey } from '../../src/contract/people.js';
import { OperatorCodes } from '../../src/identity/index.js';
import { Installation, OWNER } from './founded.js';
import { codesOf, type Phone } from './phone.js';
import { PASSWORD, smallApp } from './small-app.js';

let place: Installation;
let browser: Phone;
let key: CodeKey;

/** What the authenticator app shows now. */
function shown(): Promise<string> {
  return generate({
    secret: key.codeKey,
    epoch: Math.floor(place.clock.now().getTime() / 1_000),
  });
}

async function signIn(on: Phone, proof: { password?: string; code?: string } = {}) {
  const code = proof.code ?? (await shown());
  return on.ask('POST', '/session', { login: 'asha', password: PASSWORD, ...proof, code });
}

beforeAll(async () => {
  place = await Installation.open();
  browser = place.aPhone();
  const secret = await place.ownerCode();
  key = (await browser.ask('POST', '/enrolment/code-key', { secret })).body as CodeKey;
  const { codeKey } = key;
  const order = { secret, owner: OWNER, password: PASSWORD, codeKey };
  const wrong = await browser.ask('POST', '/enrolment/password', { ...order, code: '000000' });
  expect(codesOf(wrong)).toEqual(['code_wrong']);
  const code = await shown();
  await browser.ask('POST', '/enrolment/password', { ...order, code });
});
afterAll(() => place.close());

describe('a password with a code', () => {
  it('opens a session on the device it was set up on', async () => {
    place.clock.pass(1);
    expect(key.uri).toMatch(/^otpauth:\/\/totp\/Munadi:owner\?secret=/);
    expect((await signIn(browser)).status).toBe(200);
    expect(await browser.get('/session')).toMatchObject({
      name: 'Asha',
      device: { factor: 'password_with_code' },
    });
  });

  it('takes a code once, also when two come at the same time', async () => {
    place.clock.pass(1);
    const both = await Promise.all([signIn(browser), signIn(browser)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await signIn(browser)).status).toBe(401);
  });

  it('opens nothing in another browser, and says nothing else there than to a wrong password', async () => {
    place.clock.pass(16);
    const elsewhere = await signIn(place.aPhone());
    const wrong = await signIn(browser, { password: 'another one' });
    const codeless = await signIn(browser, { code: '000000' });
    for (const said of [elsewhere, wrong, codeless]) {
      expect([said.status, codesOf(said)]).toEqual([401, ['sign_in_refused_here']]);
    }
  });

  it('proves anew that it is the same person', async () => {
    place.clock.pass(16);
    await signIn(browser);
    place.clock.pass(6);
    const wrong = { password: PASSWORD, code: '000000' };
    const refused = await browser.ask('POST', '/session/step-up', wrong);
    expect([refused.status, codesOf(refused)]).toEqual([403, ['step_up_refused']]);
    const proof = { password: PASSWORD, code: await shown() };
    expect((await browser.ask('POST', '/session/step-up', proof)).status).toBe(204);
    const placeId = await place.placeId('LKO');
    const invite = { name: 'Ramesh', role: 'volunteer', placeId };
    expect((await browser.ask('POST', '/people/invites', invite)).status).toBe(201);
  });
});

it('keeps passwords out altogether where they are switched off', async () => {
  const app = await smallApp({
    databaseUrl: place.database.url,
    clock: place.clock,
    passwords: 'off',
    publicUrl: 'https://munadi.example',
  });
  await app.init();
  const { code } = await app.get(OperatorCodes).forPerson('asha');
  const ask = (url: string, payload: object) => app.inject({ method: 'POST', url, payload });
  const opened = await ask('/session', { login: 'asha', password: PASSWORD, code: await shown() });
  const enrolled = await ask('/enrolment/password', {
    secret: code,
    password: PASSWORD,
    codeKey: key.codeKey,
    code: await shown(),
  });
  const face = await ask('/enrolment/look', { secret: code });
  await app.close();
  for (const said of [opened, enrolled]) {
    expect([said.statusCode, codesOf({ status: 403, body: said.json() })]).toEqual([
      403,
      ['passwords_off'],
    ]);
  }
  expect(face.json()).toMatchObject({ ways: { passkey: true, password: false } });
});
