import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../contract/session.js';
import { ordersAlone, reachAlone, type Writer } from './reach-alone.js';

describe('without a second person somebody reaches', () => {
  const cases: [string, Writer, number | null, number | null][] = [
    ['no account as a volunteer', { role: 'volunteer', isTrusted: false }, null, 0],
    ['any number as a trusted volunteer', { role: 'volunteer', isTrusted: true }, null, null],
    ['the limit as a trusted volunteer', { role: 'volunteer', isTrusted: true }, 50, 50],
    ['no account as a volunteer below a limit', { role: 'volunteer', isTrusted: false }, 50, 0],
    ['any number as a lead', { role: 'district_lead', isTrusted: false }, null, null],
    ['the limit as the central team', { role: 'central_editor', isTrusted: false }, 50, 50],
    ['any number as the owner, whatever the limit', { role: 'owner', isTrusted: false }, 50, null],
  ];
  it.each(cases)('%s', (_, writer, limit, expected) => {
    expect(reachAlone(writer, limit)).toBe(expected);
  });
});

describe('an order', () => {
  it('needs a second person above the limit of the owner, whoever gives it but the owner', () => {
    const alone = (role: Role) => ordersAlone(role, 50);
    expect(ROLES.filter((role) => alone(role) !== 50)).toEqual(['owner']);
    expect(alone('owner')).toBeNull();
    expect(ROLES.map((role) => ordersAlone(role, null))).toEqual(ROLES.map(() => null));
  });
});
