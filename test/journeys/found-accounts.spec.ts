import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FoundAccountsStore } from '../../src/accounts/found-accounts.store.js';
import type { AccountView } from '../../src/contract/accounts.js';
import type { FoundAccountView } from '../../src/contract/found-accounts.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

let world: World;
let owner: Person;
beforeAll(async () => {
  world = await World.open({ districts: ['agra', 'lucknow'], withoutWorker: true });
  owner = await world.signIn('owner');
  const store = new FoundAccountsStore(world.dataSource);
  const [accountId = 0] = await store.accountIdsOn('telegram');
  const reader = { platform: 'telegram', reader: '700', accountId } as const;
  await store.saveReaders([reader]);
  for (const remoteId of ['-1009', '-1010']) {
    await store.inTransaction((executor) =>
      store.save(executor, reader, {
        remoteId,
        handle: `@chat${remoteId}`,
        title: 'Chat',
        type: 'channel',
        standing: 'publishing',
        rights: [],
        remedy: '',
        changedAt: new Date('2026-11-24T06:00:00Z'),
      }),
    );
  }
});
afterAll(() => world.close());

describe('the channels that were found', () => {
  it('are matched or ignored by whoever may import accounts, until none is left', async () => {
    const { body: found } = await owner.get<FoundAccountView[]>('/api/accounts/found');
    expect(found.map(({ remoteId }) => remoteId).sort()).toEqual(['-1009', '-1010']);
    const { body: known } = await owner.get<AccountView[]>('/api/accounts');
    const districtId = known[0]?.districtId;
    const [first, second] = found.map(({ id }) => `/api/accounts/found/${id}`);
    const matched = await owner.post<AccountView>(`${first ?? ''}/match`, { districtId });
    expect(matched).toMatchObject({ status: 200, body: { districtId, platform: 'telegram' } });
    expect(await owner.post(`${second ?? ''}/ignore`, {})).toMatchObject({ status: 204 });
    expect((await owner.get('/api/accounts/found')).body).toEqual([]);
    expect(await owner.post(`${second ?? ''}/match`, { districtId: 999_999 })).toMatchObject({
      status: 404,
    });
  });

  it("come back when somebody takes back that they are nobody's", async () => {
    const { body: ignored } = await owner.get<FoundAccountView[]>('/api/accounts/found/ignored');
    expect(ignored.map(({ handle }) => handle)).toHaveLength(1);
    const back = `/api/accounts/found/${ignored[0]?.id ?? 0}/unignore`;
    expect(await owner.post(back, {})).toMatchObject({ status: 204 });
    expect((await owner.get('/api/accounts/found/ignored')).body).toEqual([]);
    expect((await owner.get('/api/accounts/found')).body).toMatchObject([
      { id: ignored[0]?.id, handle: ignored[0]?.handle },
    ]);
  });

  it('are told of in one line of the record, though somebody presses twice', async () => {
    const { body: found } = await owner.get<FoundAccountView[]>('/api/accounts/found');
    const id = found[0]?.id ?? 0;
    const before = await linesAbout(id);
    for (const action of ['ignore', 'ignore', 'unignore', 'unignore']) {
      const answer = await owner.post(`/api/accounts/found/${id}/${action}`, {});
      expect(answer, action).toMatchObject({ status: 204 });
    }
    expect((await linesAbout(id)).slice(before.length)).toEqual([
      'account.ignored',
      'account.unignored',
    ]);
    for (const action of ['ignore', 'unignore']) {
      const answer = await owner.post(`/api/accounts/found/999999/${action}`, {});
      expect(answer, action).toMatchObject({ status: 404 });
    }
  });

  it('are not shown to anybody else', async () => {
    const volunteer = await world.signIn('ramesh');
    for (const path of ['/api/accounts/found', '/api/accounts/found/ignored']) {
      expect(await volunteer.get(path)).toMatchObject({ status: 403 });
    }
    const unignore = await volunteer.post('/api/accounts/found/1/unignore', {});
    expect(unignore).toMatchObject({ status: 403 });
    const match = await volunteer.post('/api/accounts/found/1/match', { districtId: 1 });
    expect(match).toMatchObject({ status: 403 });
    expect(await volunteer.post('/api/accounts/found/1/ignore', {})).toMatchObject({ status: 403 });
  });
});

async function linesAbout(id: number): Promise<string[]> {
  const lines: { action: string }[] = await world.dataSource.query(
    'SELECT action FROM audit_events WHERE subject = $1 ORDER BY id',
    [`found_account:${id}`],
  );
  return lines.map(({ action }) => action);
}
