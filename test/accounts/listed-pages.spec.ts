import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FoundAccount } from '../../src/contract/account-listing.js';
import type { AccountView } from '../../src/contract/accounts.js';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { PASSWORD, World } from '../support/world.js';
import { Person } from '../support/person.js';

const TOKEN = 'system-user-canary';
const PAGES = Array.from({ length: 120 }, (_, index) => ({
  platform: 'facebook',
  pageId: String(700_000 + index),
  name: `Page ${index}`,
  pageAccessToken: `page-canary-${index}`,
  listedBy: [TOKEN],
  businessId: index < 2 ? '42' : '43',
  ...(index === 0 && { instagram: { id: '17841400001', username: 'lucknow.gram', followers: 9 } }),
}));

let world: World;
let owner: Person;
beforeAll(async () => {
  world = await World.open({ districts: ['lucknow', 'agra'], withoutWorker: true });
  await world.sandbox.putAccounts(PAGES);
  owner = await Person.signIn(world.url, { login: 'owner', password: PASSWORD });
});
afterAll(() => world.close());

const find = (body: object) =>
  owner.post<FoundAccount[]>('/api/accounts/pages', { platform: 'facebook', ...body });
const take = (rows: object[]) =>
  owner.post<ProblemsAnswer>('/api/accounts/pages/import', {
    platform: 'facebook',
    token: TOKEN,
    rows,
  });

async function districtId(code: string): Promise<number> {
  const [row] = await rowsOf<{ id: number }>(
    world.dataSource,
    'SELECT id FROM districts WHERE code = $1',
    [code],
  );
  return row?.id ?? 0;
}

describe('the Pages that one token speaks for', () => {
  it('are listed to the last, with the Instagram accounts beside them, and without a secret', async () => {
    const { status, body } = await find({ token: TOKEN });
    expect(status).toBe(200);
    expect(body).toHaveLength(121);
    expect(body[1]).toEqual({
      platform: 'instagram',
      remoteId: '17841400001',
      name: 'Page 0',
      handle: 'lucknow.gram',
      isVerified: null,
      audience: 9,
      districtId: null,
    });
    expect(JSON.stringify(body)).not.toContain('canary');
  });

  it('are those of one business when its number is given', async () => {
    const { body } = await find({ token: TOKEN, businessId: '42' });
    expect(body.map(({ remoteId }) => remoteId)).toEqual(['700000', '17841400001', '700001']);
  });

  it('are not listed for a token that nobody knows, in words that say so', async () => {
    const { status, body } = await owner.post<ProblemsAnswer>('/api/accounts/pages', {
      platform: 'facebook',
      token: 'x',
    });
    expect(status).toBe(409);
    expect(body.problems).toMatchObject([{ code: 'listing_refused' }]);
  });

  it('are listed to nobody below the top of the tree', async () => {
    const ramesh = await Person.signIn(world.url, { login: 'ramesh', password: PASSWORD });
    expect(
      (await ramesh.post('/api/accounts/pages', { platform: 'facebook', token: TOKEN })).status,
    ).toBe(403);
  });

  it('are said to have no list where a platform has none', async () => {
    const { body } = await owner.post<ProblemsAnswer>('/api/accounts/pages', {
      platform: 'telegram',
      token: TOKEN,
    });
    expect(body.problems).toMatchObject([{ code: 'accounts_not_listed' }]);
  });

  it('become accounts of the places that they are matched to, which their own tokens open', async () => {
    const lucknow = await districtId('lucknow');
    const rows = [
      { platform: 'facebook', remoteId: '700000', districtId: lucknow },
      { platform: 'instagram', remoteId: '17841400001', districtId: lucknow },
    ];
    expect(await take(rows)).toMatchObject({ status: 200, body: { added: 2 } });
    expect(await take(rows)).toMatchObject({ status: 200, body: { added: 0, unchanged: 2 } });
    const { body } = await find({ token: TOKEN, businessId: '42' });
    expect(body.map((one) => one.districtId)).toEqual([lucknow, lucknow, null]);

    const { body: accounts } = await owner.get<AccountView[]>('/api/accounts?platform=facebook');
    const page = accounts.find(({ remoteId }) => remoteId === '700000');
    const checked = await owner.post<AccountView>(`/api/accounts/${page?.id ?? 0}/check`);
    expect(checked.body).toMatchObject({ health: 'healthy', handle: '700000' });
  });

  it('are taken over all or not at all, with a word on each row that is wrong', async () => {
    const agra = await districtId('agra');
    const { status, body } = await take([
      { platform: 'facebook', remoteId: '700001', districtId: agra },
      { platform: 'facebook', remoteId: '999999', districtId: agra },
      { platform: 'facebook', remoteId: '700002', districtId: 999_999 },
    ]);
    expect(status).toBe(422);
    expect(body.problems.map(({ code, field }) => [code, field])).toEqual([
      ['account_not_listed', 'rows.1.remoteId'],
      ['not_found', 'rows.2.districtId'],
    ]);
    const { body: found } = await find({ token: TOKEN, businessId: '42' });
    expect(found.at(-1)).toMatchObject({ remoteId: '700001', districtId: null });
  });

  it('stay with the place that holds them, and the row that says otherwise is named', async () => {
    const [lucknow, agra] = [await districtId('lucknow'), await districtId('agra')];
    await take([{ platform: 'facebook', remoteId: '700003', districtId: lucknow }]);
    const { status, body } = await take([
      { platform: 'facebook', remoteId: '700004', districtId: agra },
      { platform: 'facebook', remoteId: '700003', districtId: agra },
    ]);
    expect(status).toBe(422);
    expect(body.problems).toMatchObject([{ code: 'account_taken', field: 'rows.1.districtId' }]);
  });

  it('leave nothing of the token behind', async () => {
    const stored = await rowsOf<{ text: string }>(
      world.dataSource,
      `SELECT row_to_json(a)::text AS text FROM accounts a
       UNION ALL SELECT row_to_json(c)::text FROM account_credentials c
       UNION ALL SELECT row_to_json(e)::text FROM audit_events e`,
    );
    const text = JSON.stringify(stored);
    expect(text).toContain('accounts.imported');
    expect(text).not.toContain('canary');
  });
});
