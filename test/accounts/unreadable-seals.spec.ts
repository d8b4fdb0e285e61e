import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountView } from '../../src/contract/accounts.js';
import { readConfig } from '../../src/kernel/config.js';
import { CredentialKeys } from '../../src/kernel/keys/index.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

describe('an account whose stored credentials nobody can read', () => {
  let world: World;
  let owner: Person;
  beforeAll(async () => {
    world = await World.open({ districts: ['agra', 'lucknow'] });
    owner = await world.signIn('owner');
  });
  afterAll(() => world.close());

  it('is alone in not publishing, and its check says what to do', async () => {
    const account = await accountOf('agra');
    await storeSealOf(account.id, 'canary, no JSON');
    const post = await owner.publish({ platforms: ['telegram'] });
    await owner.untilSettled(post.id);
    const cells = await owner.cells(post.id);
    expect(cells.map(({ phase }) => phase).sort()).toEqual(['failed', 'published']);
    await expectBroken(account.id);
  });

  it('is alone in it also when a platform left the program', async () => {
    const { id } = await accountOf('lucknow');
    await world.dataSource.query(`UPDATE accounts SET platform = 'orkut' WHERE id = $1`, [id]);
    await expectBroken(id);
  });

  async function accountOf(place: string): Promise<{ id: number }> {
    const { body } = await owner.get<AccountView[]>('/api/accounts?platform=telegram');
    const account = body.find(({ districtNameEn }) => districtNameEn.toLowerCase() === place);
    if (!account) throw new Error(`There is no account of ${place}`);
    return account;
  }

  async function storeSealOf(accountId: number, plain: string): Promise<void> {
    const { keys } = readConfig(world.environment);
    const { cipher } = await CredentialKeys.open(keys.credentials);
    const boundTo = `account:${accountId}`;
    const seal = cipher.seal(Buffer.from(plain), { purpose: 'account-credentials', boundTo });
    await world.dataSource.query(
      'UPDATE account_credentials SET wrapped_key = $2, body = $3 WHERE account_id = $1',
      [accountId, seal.wrappedKey, seal.body],
    );
  }

  async function expectBroken(accountId: number): Promise<void> {
    const { status, body } = await owner.post<AccountView>(`/api/accounts/${accountId}/check`);
    expect([status, body.health]).toEqual([200, 'broken']);
    expect(body.healthDetail).toMatch(/import the account again/i);
    expect(body.healthDetail).not.toContain('canary');
  }
});
