import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SealedCredentials } from '../../src/accounts/index.js';
import { AccountsBench, FILE, HEADER, KEY, X_KEYS } from './accounts-bench.js';

let bench: AccountsBench;
beforeAll(async () => {
  bench = await AccountsBench.open();
});
afterAll(() => bench.close());
afterEach(() => bench.forgetAccounts());

describe('sealed credentials', () => {
  beforeEach(() => bench.accounts.importFile(FILE, null));

  it('open to what the platform needs, many at once', async () => {
    const opened = await bench.openAll();
    expect(opened).toHaveLength(4);
    expect(opened.find(({ remoteId }) => remoteId === '-1001234567890')).toMatchObject({
      kind: 'open',
      platform: 'telegram',
      handle: '@lucknow_tg',
      credentials: { botToken: '4242424242:canary-bot-token' },
    });
  });

  it('that do not open are told with what to do, and do not keep the others shut', async () => {
    const [x, booth] = [await bench.idOf('700'), await bench.idOf('701')];
    await bench.rows(
      `UPDATE account_credentials c SET wrapped_key = other.wrapped_key, body = other.body
         FROM account_credentials other WHERE c.account_id = $1 AND other.account_id = $2`,
      [x, booth],
    );
    await bench.rows('DELETE FROM account_credentials WHERE account_id = $1', [
      await bench.idOf('10000000001'),
    ]);
    const opened = await bench.openAll();
    expect(opened.map(({ kind }) => kind).sort()).toEqual(['broken', 'broken', 'open', 'open']);
    const swapped = opened.find(({ accountId }) => accountId === x);
    expect(swapped).toMatchObject({ kind: 'broken' });
    expect(swapped?.kind === 'broken' && swapped.detail).toContain('import the account again');
  });

  it('are rewrapped under a new key, and then open without the old one', async () => {
    const both = await bench.openWith(`${KEY.next},${KEY.old}`);
    expect(await both.get(SealedCredentials).rotateKeys()).toEqual({ rewrapped: 4, unopened: 0 });
    expect(await both.get(SealedCredentials).rotateKeys()).toEqual({ rewrapped: 0, unopened: 0 });
    await both.close();
    const onlyNext = await bench.openWith(KEY.next);
    const opened = await bench.openAll(onlyNext);
    await onlyNext.close();
    expect(opened.map(({ kind }) => kind)).toEqual(['open', 'open', 'open', 'open']);
    expect((await bench.openAll()).every(({ kind }) => kind === 'broken')).toBe(true);
  });

  it('of a key that is gone are counted at a rotation and left as they are', async () => {
    const onlyNext = await bench.openWith(KEY.next);
    expect(await onlyNext.get(SealedCredentials).rotateKeys()).toEqual({
      rewrapped: 0,
      unopened: 4,
    });
    await onlyNext.close();
    expect((await bench.openAll()).every(({ kind }) => kind === 'open')).toBe(true);
  });

  it('are rewrapped batch by batch, also when there are more than one batch holds', async () => {
    const rows = Array.from(
      { length: 1_100 },
      (_, index) => `B-1,x,@b${index},${5000 + index},,,${X_KEYS},,`,
    );
    await bench.accounts.importFile([HEADER, ...rows].join('\n'), null);
    const both = await bench.openWith(`${KEY.next},${KEY.old}`);
    expect(await both.get(SealedCredentials).rotateKeys()).toEqual({
      rewrapped: 1_104,
      unopened: 0,
    });
    await both.close();
  });
});
