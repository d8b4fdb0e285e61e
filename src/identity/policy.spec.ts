import { describe, expect, it } from 'vitest';
import { PERMISSIONS } from '../contract/permissions.js';
import { ROLES } from '../contract/session.js';
import { may, permissionsOf } from './policy.js';

describe('a role', () => {
  it('holds exactly the permissions of this table', () => {
    const table = Object.fromEntries(
      PERMISSIONS.map((permission) => [
        permission,
        ROLES.filter((role) => permissionsOf(role).includes(permission)).join(' '),
      ]),
    );
    expect(table).toEqual({
      'districts.read':
        'owner central_editor central_approver district_lead volunteer auditor operator',
      'districts.import': 'owner',
      'accounts.read':
        'owner central_editor central_approver district_lead volunteer auditor operator',
      'accounts.import': 'owner',
      'accounts.check': 'owner central_editor district_lead volunteer operator',
      'posts.read': 'owner central_editor central_approver district_lead volunteer auditor',
      'posts.write': 'owner central_editor district_lead volunteer',
      'posts.cancel': 'owner central_editor central_approver district_lead volunteer',
      'posts.go_first': 'owner central_editor',
      'posts.approve': 'owner central_approver district_lead',
      'posts.relay': 'owner booth_relay',
      'posts.recall': 'owner central_editor central_approver district_lead',
      'posts.correct': 'owner central_editor district_lead',
      'media.read': 'owner central_editor central_approver district_lead volunteer auditor',
      'media.upload': 'owner central_editor district_lead volunteer',
      'deliveries.retry': 'owner central_editor district_lead volunteer',
      'deliveries.decide': 'owner central_editor district_lead',
      'stops.read':
        'owner central_editor central_approver district_lead volunteer auditor operator',
      'stops.set': 'owner central_editor central_approver district_lead',
      'health.read':
        'owner central_editor central_approver district_lead volunteer auditor operator',
      'people.trust': 'owner district_lead',
      'settings.change': 'owner',
      'people.read': 'owner central_editor district_lead',
      'people.invite': 'owner central_editor district_lead',
      'people.revoke': 'owner central_editor district_lead',
      'audit.read': 'owner auditor',
    });
  });

  it.each(ROLES)('%s may do what it holds at its own place and below, and nowhere else', (role) => {
    const who = { role, placePath: '/1/7/' };
    for (const action of PERMISSIONS) {
      const holds = permissionsOf(role).includes(action);
      expect(may(who, action)).toBe(holds);
      expect(may(who, action, '/1/7/')).toBe(holds);
      expect(may(who, action, '/1/7/30/')).toBe(holds);
      for (const elsewhere of ['/1/', '/1/70/', '/1/8/', '/7/', '/']) {
        expect(may(who, action, elsewhere)).toBe(false);
      }
    }
  });
});
