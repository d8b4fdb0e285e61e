import { randomUUID } from 'node:crypto';
import { PASSWORD } from '../matrix-world.js';
import type { RouteEntry } from '../route-entry.js';

/** Longer than a code that is typed, of which only five may be tried. */
const MADE_UP = 'a-secret-that-nobody-was-ever-given-anywhere';
const DEVICE = { secret: MADE_UP, deviceName: 'A phone' };
const KEY = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {} };
const NEW_PASSKEY = { ...KEY, response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' } };
const ASSERTED = {
  ...KEY,
  response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
};

export const SESSION: Record<string, RouteEntry> = {
  'GET /api/session': { asks: 'signed_in', call: () => ({}) },
  'GET /api/session/ways': { asks: 'public', answers: 200, call: () => ({}) },
  'POST /api/session': {
    asks: 'public',
    answers: 401,
    call: () => ({ body: { login: randomUUID(), password: 'x' } }),
  },
  'DELETE /api/session': {
    asks: 'signed_in',
    call: async (actor, world) => ({ headers: await world.anotherSession(actor) }),
  },
  'POST /api/session/passkey/options': { asks: 'public', answers: 200, call: () => ({}) },
  'POST /api/session/passkey': {
    asks: 'public',
    answers: 403,
    call: () => ({ body: { passkey: ASSERTED } }),
  },
  'POST /api/session/step-up/options': {
    asks: 'signed_in',
    answers: 403,
    neverSucceedsHere: 'nobody signed in with a passkey',
    call: () => ({}),
  },
  'POST /api/session/step-up': {
    asks: 'signed_in',
    call: async (actor, world) => ({
      headers: await world.anotherSession(actor),
      body: { password: PASSWORD },
    }),
  },
};

/** For whoever holds an invite; here nobody does. */
export const ENROLMENT: Record<string, RouteEntry> = {
  'POST /api/enrolment/look': {
    asks: 'public',
    answers: 409,
    call: () => ({ body: { secret: MADE_UP } }),
  },
  'POST /api/enrolment/passkey/options': {
    asks: 'public',
    answers: 409,
    call: () => ({ body: { secret: MADE_UP } }),
  },
  'POST /api/enrolment/passkey': {
    asks: 'public',
    answers: 409,
    call: () => ({ body: { ...DEVICE, passkey: NEW_PASSKEY } }),
  },
  'POST /api/enrolment/code-key': {
    asks: 'public',
    answers: 409,
    call: () => ({ body: { secret: MADE_UP } }),
  },
  'POST /api/enrolment/password': {
    asks: 'public',
    answers: 409,
    call: () => ({
      body: { ...DEVICE, password: PASSWORD, codeKey: 'A'.repeat(32), code: '000000' },
    }),
  },
  'POST /api/enrolment/finish': {
    asks: 'public',
    answers: 409,
    call: () => ({ body: { waitSecret: MADE_UP } }),
  },
};
