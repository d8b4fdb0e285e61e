import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccountCheck } from '../../src/accounts/account-check.service.js';
import type { Caller } from '../../src/kernel/http/caller.js';
import { AccountsBench, AS_THE_PLATFORMS_KNOW_THEM, FILE } from './accounts-bench.js';

let bench: AccountsBench;
beforeAll(async () => {
  bench = await AccountsBench.open();
});
afterAll(() => bench.close());
afterEach(() => bench.forgetAccounts());

describe('a check of an account', () => {
  let owner: Caller;

  beforeAll(async () => {
    owner = await bench.aPerson({ login: 'owner', role: 'owner', placeCode: 'UP' });
  });

  beforeEach(async () => {
    await bench.accounts.importFile(FILE, null);
    await bench.control.putAccounts(AS_THE_PLATFORMS_KNOW_THEM.slice(0, 1));
  });

  it('stores what the platform says of it', async () => {
    const checked = await bench.app.get(AccountCheck).check(await bench.idOf('700'), owner);
    expect(checked).toMatchObject({
      health: 'healthy',
      healthDetail: null,
      handle: '@lucknow_up',
      isVerified: false,
      audience: 5_000,
    });
    expect(checked.checkedAt).not.toBeNull();
    expect(await bench.viewOf('700')).toEqual(checked);
  });

  it('finds it broken when its credentials are those of another account, and says what to do', async () => {
    const { health, healthDetail } = await bench.app
      .get(AccountCheck)
      .check(await bench.idOf('701'), owner);
    expect(health).toBe('broken');
    expect(healthDetail).toContain('belong to lucknow_up (700), not to 701');
  });

  it('finds it broken when the platform does not know the credentials', async () => {
    const { health, healthDetail } = await bench.app
      .get(AccountCheck)
      .check(await bench.idOf('10000000001'), owner);
    expect(health).toBe('broken');
    expect(healthDetail).toContain('Import the account again with new credentials.');
    expect(healthDetail).not.toContain('canary');
  });

  it('tells why it is broken, and keeps every turn to broken and back', async () => {
    const id = await bench.idOf('700');
    const check = bench.app.get(AccountCheck);
    await check.check(id, owner);
    await bench.accounts.markBroken(id, 'X says that the token was revoked', 'credentials');
    expect(await bench.viewOf('700')).toMatchObject({ health: 'broken', trouble: 'credentials' });
    const mended = await check.check(id, owner);
    expect(mended).toMatchObject({ health: 'healthy', trouble: null });
    await check.check(id, owner);
    const changes = await check.changesOf(id, owner);
    expect(changes.map(({ was, health, trouble }) => [was, health, trouble])).toEqual([
      ['broken', 'healthy', null],
      ['healthy', 'broken', 'credentials'],
      ['unchecked', 'healthy', null],
    ]);
    expect(changes[0]?.at).toBe(mended.checkedAt);
    expect(changes[1]?.detail).toBe('X says that the token was revoked');
  });

  it('changes nothing when the platform does not answer', async () => {
    await bench.control.setFaults([{ platform: 'x', operation: 'read', fault: 'reset_before' }]);
    const before = await bench.viewOf('700');
    await expect(
      bench.app.get(AccountCheck).check(await bench.idOf('700'), owner),
    ).rejects.toMatchObject({
      status: 409,
      problems: [{ code: 'platform_unreachable' }],
    });
    expect(await bench.viewOf('700')).toEqual(before);
  });

  it('does not let on that an account exists outside the own subtree', async () => {
    const agra = await bench.aPerson({ login: 'agra', role: 'district_lead', placeCode: 'AGRA' });
    for (const id of [await bench.idOf('700'), 999_999]) {
      const refusal = { status: 404, problems: [{ code: 'not_found' }] };
      const check = bench.app.get(AccountCheck);
      await expect(check.check(id, agra)).rejects.toMatchObject(refusal);
      await expect(check.changesOf(id, agra)).rejects.toMatchObject(refusal);
    }
  });
});
