import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccountsBench, FILE } from './accounts-bench.js';

let bench: AccountsBench;
beforeAll(async () => {
  bench = await AccountsBench.open();
});
afterAll(() => bench.close());
afterEach(() => bench.forgetAccounts());

describe('the accounts of a place', () => {
  beforeEach(() => bench.accounts.importFile(FILE, null));

  it('are those of its subtree', async () => {
    const awadh = await bench.placeOf('AWADH');
    const all = await bench.accounts.list(awadh.path);
    expect(all.map(({ remoteId }) => remoteId)).toEqual(['701', '-1001234567890', '700']);
    const onX = await bench.accounts.list(awadh.path, { platform: 'x' });
    expect(onX.map(({ remoteId }) => remoteId)).toEqual(['701', '700']);
    const { id } = await bench.placeOf('AGRA');
    expect(await bench.accounts.list(awadh.path, { districtId: id })).toEqual([]);
  });

  it('are chosen for a post by district, without the exceptions and what is below those', async () => {
    const [up, lko, booth] = [
      await bench.placeOf('UP'),
      await bench.placeOf('LKO'),
      await bench.placeOf('B-1'),
    ];
    const chosen = async (districtIds: number[], exceptIds: number[], scopePath = '/') => {
      const platforms = ['x', 'facebook'] as const;
      const targets = await bench.accounts.targetsIn({
        districtIds,
        exceptIds,
        platforms,
        scopePath,
      });
      const views = new Map(
        (await bench.accounts.list('/')).map((view) => [view.id, view.remoteId]),
      );
      return targets.map(({ accountId }) => views.get(accountId)).sort();
    };
    expect(await chosen([up.id], [])).toEqual(['10000000001', '700', '701']);
    expect(await chosen([up.id, lko.id, booth.id], [])).toEqual(['10000000001', '700', '701']);
    expect(await chosen([up.id], [booth.id])).toEqual(['10000000001', '700']);
    expect(await chosen([up.id], [lko.id])).toEqual(['10000000001']);
    expect(await chosen([up.id], [], lko.path)).toEqual(['700', '701']);
    expect(await chosen([lko.id], [up.id])).toEqual([]);
    expect(await chosen([], [])).toEqual([]);
  });
});
