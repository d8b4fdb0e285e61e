import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccountRehearsal } from '../../src/accounts/rehearse/account-rehearsal.service.js';
import { rehearsalPicture } from '../../src/accounts/rehearse/rehearsal-picture.js';
import type { Caller } from '../../src/kernel/http/caller.js';
import { AccountsBench, AS_THE_PLATFORMS_KNOW_THEM, FILE } from './accounts-bench.js';

const PAGE = '10000000001';

let bench: AccountsBench;
let owner: Caller;
beforeAll(async () => {
  bench = await AccountsBench.open();
  owner = await bench.aPerson({ login: 'owner', role: 'owner', placeCode: 'UP' });
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.accounts.importFile(FILE, null);
  await bench.control.putAccounts(AS_THE_PLATFORMS_KNOW_THEM);
});
afterEach(() => bench.forgetAccounts());

const rehearse = async (remoteId: string, caller = owner) =>
  bench.app.get(AccountRehearsal).rehearse(await bench.idOf(remoteId), caller);

describe('a test without publishing', () => {
  it('says what was seen to work, and leaves the account checked', async () => {
    expect(await rehearse(PAGE)).toEqual({
      kind: 'passed',
      proved: ['identified', 'prepared', 'removed'],
      leaves: null,
    });
    expect(await bench.viewOf(PAGE)).toMatchObject({ health: 'healthy' });
    expect(await rehearse('-1001234567890')).toMatchObject({
      proved: ['identified', 'may_publish'],
    });
    expect(await rehearse('700')).toMatchObject({
      proved: ['identified', 'uploaded'],
      leaves: { what: 'picture' },
    });
  });

  it('finds the Page whose token lost the task of posting, which a check does not', async () => {
    const [, , page] = AS_THE_PLATFORMS_KNOW_THEM;
    await bench.control.putAccounts([{ ...page, mayPublish: false }]);
    expect(await rehearse(PAGE)).toMatchObject({ kind: 'refused', trouble: 'permission' });
    const { health, trouble, healthDetail } = await bench.viewOf(PAGE);
    expect({ health, trouble }).toEqual({ health: 'broken', trouble: 'permission' });
    expect(healthDetail).toContain('pages_manage_posts');
  });

  it('tells of a draft that it could not take back', async () => {
    await bench.control.setFaults([
      { platform: 'facebook', operation: 'delete', fault: 'server_error_before' },
    ]);
    expect(await rehearse(PAGE)).toEqual({
      kind: 'passed',
      proved: ['identified', 'prepared'],
      leaves: { what: 'draft', forHours: null },
    });
  });

  it('goes no further with credentials of another account', async () => {
    expect(await rehearse('701')).toMatchObject({ kind: 'refused', trouble: 'stranger' });
  });

  it('changes nothing when the platform does not answer', async () => {
    await rehearse(PAGE);
    const before = await bench.viewOf(PAGE);
    await bench.control.setFaults([
      { platform: 'facebook', operation: 'read', fault: 'reset_before' },
    ]);
    expect(await rehearse(PAGE)).toMatchObject({ kind: 'unavailable' });
    expect(await bench.viewOf(PAGE)).toEqual(before);
  });

  it('is a line of the audit', async () => {
    await rehearse(PAGE);
    const id = await bench.idOf(PAGE);
    const lines = await bench.rows(
      `SELECT person_id AS "personId", details FROM audit_events
        WHERE action = 'account.rehearsed' AND subject = $1`,
      [`account:${id}`],
    );
    expect(lines).toEqual([{ personId: owner.personId, details: { outcome: 'passed' } }]);
  });

  it('does not let on that an account exists outside the own subtree', async () => {
    const agra = await bench.aPerson({ login: 'agra', role: 'district_lead', placeCode: 'AGRA' });
    await expect(rehearse('700', agra)).rejects.toMatchObject({ status: 404 });
  });

  it('sends a picture that every decoder opens', async () => {
    const { default: sharp } = await import('sharp');
    const chunks: Buffer[] = [];
    for await (const chunk of rehearsalPicture('https://munadi.example.org').open()) {
      chunks.push(chunk as Buffer);
    }
    const bytes = Buffer.concat(chunks);
    await expect(sharp(bytes).raw().toBuffer()).resolves.toHaveLength(320 * 320 * 3);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 320 });
  });
});
