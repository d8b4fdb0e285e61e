import { describe, expect, it } from 'vitest';
import { PERMISSIONS } from '../contract/permissions.js';
import { ROLES } from '../contract/session.js';
import { permissionsOf } from './policy.js';

describe('a role', () => {
  it('holds exactly the permissions of this table', () => {
    const table = Object.fromEntries(
      PERMISSIONS.map((permission) => [
        permission,
        ROLES.filter((role) => permissionsOf(role).includes(permission)).join(' '),
      ]),
    );
    expect(table).toEqual({
      'districts.read': 'owner central_editor district_lead volunteer auditor',
      'districts.import': 'owner',
      'accounts.read': 'owner central_editor district_lead volunteer auditor',
      'accounts.import': 'owner',
      'accounts.check': 'owner central_editor district_lead volunteer',
      'posts.read': 'owner central_editor district_lead volunteer auditor',
      'posts.write': 'owner central_editor district_lead volunteer',
      'posts.cancel': 'owner central_editor district_lead volunteer',
      'posts.go_first': 'owner central_editor',
      'posts.recall': 'owner central_editor district_lead',
      'posts.correct': 'owner central_editor district_lead',
      'media.read': 'owner central_editor district_lead volunteer auditor',
      'media.upload': 'owner central_editor district_lead volunteer',
      'deliveries.retry': 'owner central_editor district_lead volunteer',
      'deliveries.decide': 'owner central_editor district_lead',
      'stops.read': 'owner central_editor district_lead volunteer auditor',
      'stops.set': 'owner central_editor district_lead',
      'audit.read': 'owner auditor',
    });
  });
});
