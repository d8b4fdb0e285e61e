import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OpenedAccount } from '../../src/accounts/index.js';
import { AccountsBench, FILE, HEADER, ROWS, X_KEYS } from './accounts-bench.js';

let bench: AccountsBench;
beforeAll(async () => {
  bench = await AccountsBench.open();
});
afterAll(() => bench.close());
afterEach(() => bench.forgetAccounts());

describe('an import of accounts', () => {
  it('adds, then changes, then finds nothing to do', async () => {
    expect(await bench.accounts.importFile(FILE, null)).toEqual({
      added: 4,
      changed: 0,
      unchanged: 0,
    });
    expect(await bench.accounts.importFile(FILE, null)).toEqual({
      added: 0,
      changed: 0,
      unchanged: 4,
    });
    const changed = FILE.replace('@lucknow,', '@lucknow_up,').replace('page-canary', 'page-2');
    expect(await bench.accounts.importFile(changed, null)).toEqual({
      added: 0,
      changed: 2,
      unchanged: 2,
    });
    expect(await bench.accounts.importFile(changed, null)).toMatchObject({ unchanged: 4 });
  });

  it('imports nothing when one row is wrong, and says which', async () => {
    const problems = await bench.problemsOf(`${FILE}\nXX,x,@nowhere,9,no,,${X_KEYS},,`);
    expect(problems).toEqual([
      { code: 'district_unknown', field: 'row 6, district', params: { code: 'XX' } },
    ]);
    expect(await bench.accounts.list('/')).toEqual([]);
  });

  it('refuses an account that another district holds, and leaves it there', async () => {
    await bench.accounts.importFile(FILE, null);
    const problems = await bench.problemsOf(`${HEADER}\n${ROWS.x.replace('LKO', 'AGRA')}`);
    expect(problems.map(({ code }) => code)).toEqual(['account_taken']);
    const lucknow = (await bench.accounts.list('/')).find(({ remoteId }) => remoteId === '700');
    expect(lucknow).toMatchObject({ districtNameEn: 'Lucknow' });
  });

  it('keeps the stored credentials when their cells are empty, and says nothing of them anywhere', async () => {
    await bench.accounts.importFile(FILE, null);
    const before = await bench.openAll();
    const bare = 'district,platform,handle,remoteId\nLKO,x,@renamed,700';
    expect(await bench.accounts.importFile(bare, null)).toMatchObject({ changed: 1 });
    expect((await bench.openAll()).map(credentialsOf)).toEqual(before.map(credentialsOf));

    const everything = await bench.rows<{ text: string }>(
      `SELECT row_to_json(a)::text AS text FROM accounts a
       UNION ALL SELECT row_to_json(c)::text FROM account_credentials c
       UNION ALL SELECT row_to_json(e)::text FROM audit_events e`,
    );
    const shown = JSON.stringify([everything, await bench.accounts.list('/')]);
    expect(shown).toContain('@renamed');
    expect(shown).not.toContain('canary');
    expect(shown).not.toContain(Buffer.from('canary').toString('hex'));
  });

  it('asks for a new check of an account that was broken and got new credentials', async () => {
    await bench.accounts.importFile(FILE, null);
    const id = await bench.idOf('700');
    await bench.accounts.markBroken(id, 'X says that the token was revoked', 'credentials');
    expect(await bench.viewOf('700')).toMatchObject({ health: 'broken' });
    await bench.accounts.importFile(FILE.replaceAll('key-canary', 'key-2'), null);
    expect(await bench.viewOf('700')).toMatchObject({ health: 'unchecked', healthDetail: null });
  });

  it('lets two imports of the same file at once add every account once', async () => {
    const results = await Promise.all([
      bench.accounts.importFile(FILE, null),
      bench.accounts.importFile(FILE, null),
    ]);
    expect(results.map(({ added }) => added).sort()).toEqual([0, 4]);
    expect(await bench.accounts.list('/')).toHaveLength(4);
  });
});

function credentialsOf(account: OpenedAccount): unknown {
  return account.kind === 'open' ? account.credentials : account.detail;
}
