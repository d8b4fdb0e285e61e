import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  CoverageCell,
  CoverageRow,
  CoverageView,
  HealthChange,
} from '../../src/contract/account-health.js';
import type { AccountView, Attention } from '../../src/contract/accounts.js';
import type { DistrictNode } from '../../src/contract/districts.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

let world: World;
let owner: Person;
let meera: Person;
let ramesh: Person;
beforeAll(async () => {
  world = await World.open({ districts: ['agra', 'lucknow', 'varanasi'], withoutWorker: true });
  [owner, meera, ramesh] = await Promise.all([
    world.signIn('owner'),
    world.signIn('meera'),
    world.signIn('ramesh'),
  ]);
});
afterAll(() => world.close());
beforeEach(() =>
  world.dataSource.query(`UPDATE accounts SET health = 'healthy', checked_at = now(),
  access_ends_at = NULL, rights_missing = '{}', no_room_until = NULL, trouble = NULL`),
);

describe('the coverage', () => {
  it('counts each account of a district once: broken, warned, unchecked or healthy', async () => {
    await set('agra', 'x', `health = 'broken'`);
    await set('agra', 'telegram', `access_ends_at = now() + interval '6 days'`);
    await set('lucknow', 'telegram', `rights_missing = '{take_down}'`);
    await set('varanasi', 'telegram', `access_ends_at = now() + interval '15 days'`);
    await set('lucknow', 'facebook', `health = 'unchecked', is_verified = false`);
    const { rows, whole, way, rowsInAll } = await coverage(meera);
    expect(way.map(({ nameEn }) => nameEn)).toEqual(['Uttar Pradesh']);
    expect([rowsInAll, rows.map(({ nameEn }) => nameEn)]).toEqual([
      3,
      ['Agra', 'Lucknow', 'Varanasi'],
    ]);
    expect(cellOf(rows, 'Agra').x).toEqual({ ...EMPTY, broken: 1, verified: 1 });
    expect(cellOf(rows, 'Agra').telegram).toEqual({ ...EMPTY, warned: 1, verified: 1 });
    expect(cellOf(rows, 'Lucknow').facebook).toEqual({ ...EMPTY, unchecked: 1 });
    expect(whole.cells.telegram).toEqual({ ...EMPTY, warned: 2, healthy: 1, verified: 3 });
    expect(whole.cells.x).toEqual({ ...EMPTY, broken: 1, healthy: 2, verified: 3 });
  });

  it('counts a district without an account as missing, and a booth without one not', async () => {
    const content = `code,parentCode,kind,nameEn,nameHi
kanpur,uttar-pradesh,district,Kanpur,कानपुर
agra-1,agra,booth,Booth 1,बूथ 1`;
    await owner.post('/api/districts/import', { format: 'csv', content });
    const { rows, whole } = await coverage(meera);
    expect(cellOf(rows, 'Kanpur').x).toEqual({ ...EMPTY, missing: 1 });
    expect(cellOf(rows, 'Agra').x).toMatchObject({ missing: 0, healthy: 1 });
    expect(whole.cells.x).toMatchObject({ missing: 1, healthy: 3 });
    expect(rows.map(({ nameEn, hasBelow }) => [nameEn, hasBelow])).toContainEqual(['Agra', true]);
    const { missing, missingInAll } = await behind(meera, 'uttar-pradesh', 'telegram');
    expect([missingInAll, missing.map(({ nameEn }) => nameEn)]).toEqual([1, ['Kanpur']]);
    expect(missing[0]?.keeper).toMatchObject({ name: 'Meera' });
  });

  it('opens level by level, page by page, and never shows what lies outside the own place', async () => {
    const lucknow = await placeId('lucknow');
    const own = await coverage(ramesh);
    expect(own.way.map(({ nameEn }) => nameEn)).toEqual(['Lucknow']);
    expect([own.rows, own.own.cells.x?.healthy]).toEqual([[], 1]);
    const { way } = await coverage(meera, `?placeId=${lucknow}`);
    expect(way.map(({ nameEn }) => nameEn)).toEqual(['Uttar Pradesh', 'Lucknow']);
    const second = await coverage(meera, '?offset=2');
    expect(second.rows[0]?.nameEn).toBe('Lucknow');
    for (const place of [await placeId('agra'), await placeId('uttar-pradesh'), 999_999]) {
      const { status } = await ramesh.get(`/api/accounts/coverage?placeId=${place}`);
      expect([place, status]).toEqual([place, 404]);
      const inside = await ramesh.get(`/api/accounts/attention?placeId=${place}&platform=x`);
      expect([place, inside.status]).toEqual([place, 404]);
    }
  });
});

describe('what is behind a cell', () => {
  it('is told with the worst first, and with the person whose place is nearest', async () => {
    await set('lucknow', 'x', `health = 'broken', trouble = 'credentials', health_detail = 'Gone'`);
    await set('varanasi', 'x', `no_room_until = now() + interval '1 hour'`);
    const { accounts, accountsInAll } = await behind(meera, 'uttar-pradesh', 'x');
    expect(accountsInAll).toBe(3);
    expect(accounts.map(({ districtNameEn }) => districtNameEn)).toEqual([
      'Lucknow',
      'Varanasi',
      'Agra',
    ]);
    expect(accounts[0]).toMatchObject({ trouble: 'credentials', healthDetail: 'Gone' });
    expect(accounts[1]?.warnings).toMatchObject([{ kind: 'no_room' }]);
    expect(accounts.map(({ keeper }) => keeper?.name)).toEqual(['Ramesh', 'Meera', 'Meera']);
    expect(accounts[0]?.keeper).toMatchObject({ role: 'volunteer', nameEn: 'Lucknow' });
  });

  it('names a lead before a volunteer of the same place, and nobody who has left', async () => {
    await world.dataSource.query(
      `INSERT INTO people (login, name, role, place_id, password_hash)
       SELECT role, role || ' of Agra', role, d.id, '-'
         FROM districts d, unnest(ARRAY['volunteer', 'district_lead', 'auditor']) AS r(role)
        WHERE d.code = 'agra'`,
    );
    const keeper = async () => (await behind(meera, 'agra', 'x')).accounts[0]?.keeper?.name;
    expect(await keeper()).toBe('district_lead of Agra');
    await world.dataSource.query(
      `UPDATE people SET is_active = false WHERE login = 'district_lead'`,
    );
    expect(await keeper()).toBe('volunteer of Agra');
    await world.dataSource.query(`UPDATE people SET is_active = false WHERE login = 'volunteer'`);
    expect(await keeper()).toBe('Meera');
  });

  it('is checked again by a volunteer of the place, who then reads how it turned', async () => {
    await set('lucknow', 'x', `health = 'broken', trouble = 'credentials', health_detail = 'Gone'`);
    const id = await accountId('lucknow', 'x');
    const { status, body } = await ramesh.post<AccountView>(`/api/accounts/${id}/check`);
    expect([status, body.health]).toEqual([200, 'healthy']);
    const { body: changes } = await ramesh.get<HealthChange[]>(`/api/accounts/${id}/changes`);
    expect(changes[0]).toMatchObject({ was: 'broken', health: 'healthy' });
    expect(changes[1]).toMatchObject({ health: 'broken', trouble: 'credentials', detail: 'Gone' });
    const agra = await accountId('agra', 'x');
    expect((await ramesh.get(`/api/accounts/${agra}/changes`)).status).toBe(404);
  });
});

describe('a check of a whole subtree', () => {
  it('waits in line, is counted in the coverage, and is refused to an auditor', async () => {
    const placeOfLucknow = await placeId('lucknow');
    const ordered = await meera.post<{ waiting: number }>('/api/accounts/check', {
      placeId: placeOfLucknow,
    });
    expect([ordered.status, ordered.body]).toEqual([202, { waiting: 3 }]);
    expect((await coverage(meera)).waitingForCheck).toBe(3);
    expect((await coverage(meera, `?placeId=${await placeId('agra')}`)).waitingForCheck).toBe(0);
    await world.dataSource.query(`UPDATE people SET role = 'auditor' WHERE login = 'ramesh'`);
    expect((await ramesh.post('/api/accounts/check', {})).status).toBe(403);
    await world.dataSource.query(`UPDATE people SET role = 'volunteer' WHERE login = 'ramesh'`);
  });
});

const EMPTY: CoverageCell = {
  broken: 0,
  warned: 0,
  unchecked: 0,
  healthy: 0,
  missing: 0,
  verified: 0,
};

async function coverage(person: Person, query = ''): Promise<CoverageView> {
  const { status, body } = await person.get<CoverageView>(`/api/accounts/coverage${query}`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

async function behind(person: Person, code: string, platform: string): Promise<Attention> {
  const query = `placeId=${await placeId(code)}&platform=${platform}`;
  return (await person.get<Attention>(`/api/accounts/attention?${query}`)).body;
}

function cellOf(rows: readonly CoverageRow[], nameEn: string): CoverageRow['cells'] {
  const row = rows.find((one) => one.nameEn === nameEn);
  if (!row) throw new Error(`There is no row of ${nameEn}`);
  return row.cells;
}

async function placeId(code: string): Promise<number> {
  const { body } = await owner.get<DistrictNode[]>('/api/districts');
  return body.find((node) => node.code === code)?.id ?? 0;
}

async function accountId(code: string, platform: string): Promise<number> {
  const query = `?platform=${platform}&districtId=${await placeId(code)}`;
  return (await owner.get<AccountView[]>(`/api/accounts${query}`)).body[0]?.id ?? 0;
}

async function set(code: string, platform: string, changes: string): Promise<void> {
  await world.dataSource.query(
    `UPDATE accounts SET ${changes} WHERE platform = $2
        AND district_id = (SELECT id FROM districts WHERE code = $1)`,
    [code, platform],
  );
}
