import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RenewalsService } from '../../src/accounts/connect/renewals.service.js';
import { AccountsService } from '../../src/accounts/index.js';
import { isLostRace, rowsOf } from '../../src/kernel/database/sql.js';
import { failOnce } from '../support/fail-once.js';
import { ConnectBench, LUCKNOW } from './connect-bench.js';

let bench: ConnectBench;
beforeAll(async () => {
  bench = await ConnectBench.open();
});
beforeEach(async () => {
  await bench.connect();
});
afterEach(() => bench.forgetAccounts());
afterAll(() => bench.close());

describe('credentials that end', () => {
  it('stay as they are while there is time', async () => {
    bench.clock.pass(100);
    expect(await renew()).toBe(0);
  });

  it('are renewed before they end, again and again', async () => {
    for (const _round of [1, 2, 3]) {
      bench.clock.pass(115);
      expect(await renew()).toBe(1);
      expect(await bench.identified()).toMatchObject({ kind: 'identified' });
    }
    bench.clock.pass(119);
    expect(await bench.identified()).toMatchObject({ kind: 'identified' });
  });

  it('are renewed by one of many who try at the same time', async () => {
    bench.clock.pass(115);
    const renewed = await Promise.all([1, 2, 3, 4].map(renew));
    expect(renewed.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await bench.identified()).toMatchObject({ kind: 'identified' });
  });

  it('are renewed later when X is away, and the account is not blamed', async () => {
    bench.clock.pass(115);
    await bench.control.setFaults([
      { platform: 'x', operation: 'token', fault: 'server_error_before' },
    ]);
    expect(await renew()).toBe(0);
    expect(await bench.account()).toMatchObject({ health: 'healthy' });
    await bench.control.setFaults([]);
    expect(await renew()).toBe(0);
    bench.clock.pass(1);
    expect(await renew()).toBe(1);
  });

  it('are not lost when the database fails in the moment after the answer', async () => {
    await failOnce(bench.database.dataSource, 'account_credentials');
    bench.clock.pass(115);
    expect(await renew()).toBe(1);
    expect(await bench.identified()).toMatchObject({ kind: 'identified' });
    bench.clock.pass(115);
    expect(await renew()).toBe(1);
  });

  it('ask for a person when an answer was lost for which X gives no second one', async () => {
    await loseAnAnswer();
    expect(await renew()).toBe(0);
    const { health, trouble, healthDetail } = await bench.account();
    expect([health, trouble]).toEqual(['broken', 'credentials']);
    expect(healthDetail).toMatch(/[^.]\. Connect the account again under Accounts\.$/);
    const before = await tokenRequests();
    bench.clock.pass(60);
    await renew();
    expect(await tokenRequests()).toBe(before);
  });

  it('that X refuses keep no import waiting for ever that changes the same account', async () => {
    await loseAnAnswer();
    const { id } = await bench.account();
    const faults: unknown[] = [];
    const keep = (fault: unknown) => void faults.push(fault);
    let renewal: Promise<unknown> = Promise.resolve();
    const change = bench.database.dataSource.transaction(async (executor) => {
      await rowsOf(executor, 'UPDATE accounts SET audience = 5 WHERE id = $1', [id]);
      renewal = renew().catch(keep);
      await expect.poll(waitingStatements).toBe(1);
      const reseal = 'UPDATE account_credentials SET key_id = key_id WHERE account_id = $1';
      await rowsOf(executor, reseal, [id]);
    });
    await change.catch(keep);
    await renewal;
    expect(faults.map(isLostRace)).toEqual([true]);
    await renew();
    expect(await bench.account()).toMatchObject({ health: 'broken', trouble: 'credentials' });
  });

  it('are whole again once a person has connected the account anew', async () => {
    await loseAnAnswer();
    await renew();
    const { id } = await bench.account();
    await bench.connect({ accountId: id });
    const mended = { id, health: 'healthy', healthDetail: null, trouble: null };
    expect(await bench.account()).toMatchObject(mended);
    bench.clock.pass(115);
    expect(await renew()).toBe(1);
  });

  it('are left alone once somebody has imported others that do not end', async () => {
    const { appKey, appSecret, accessToken, accessSecret } = LUCKNOW;
    await bench.app
      .get(AccountsService)
      .importFile(
        `district,platform,handle,remoteId,appKey,appSecret,accessToken,accessSecret\n` +
          `LKO,x,@lucknow,700,${appKey},${appSecret},${accessToken},${accessSecret}`,
        null,
      );
    const before = await bench.account();
    bench.clock.pass(115);
    expect(await renew()).toBe(0);
    expect(await bench.account()).toEqual(before);
  });

  it('are stored before a process that stops while X answers has stopped', async () => {
    const worker = await bench.aWorker();
    bench.clock.pass(115);
    await bench.control.setFaults([
      { platform: 'x', operation: 'token', fault: 'slow', delayMs: 1_000 },
    ]);
    const round = worker.get(RenewalsService).look();
    await worker.close();
    expect(await bench.control.firedFaults()).toBe(1);
    await bench.control.setFaults([]);
    expect(await bench.identified()).toMatchObject({ kind: 'identified' });
    bench.clock.pass(115);
    expect(await renew()).toBe(1);
    await round;
  });

  it('are renewed once the key that opens them is back, and the account is not blamed meanwhile', async () => {
    bench.clock.pass(115);
    await putKeyAway();
    expect(await renew()).toBe(0);
    expect(await bench.account()).toMatchObject({ health: 'healthy', trouble: null });
    await putKeyBack();
    bench.clock.pass(1);
    expect(await renew()).toBe(1);
  });

  it('leave no warning of the old ones when the account is connected anew', async () => {
    await rowsOf(
      bench.database.dataSource,
      `UPDATE accounts SET access_ends_at = $1, rights_missing = '{edit}'`,
      [bench.clock.now()],
    );
    const { id, warnings } = await bench.account();
    expect(warnings).toHaveLength(2);
    await bench.connect({ accountId: id });
    expect(await bench.account()).toMatchObject({ id, health: 'healthy', warnings: [] });
  });
});

const renew = () => bench.app.get(RenewalsService).renewDue();

/** X has taken the refresh token, and refuses it at the next try. */
async function loseAnAnswer(): Promise<void> {
  bench.clock.pass(115);
  await bench.control.setFaults([
    { platform: 'x', operation: 'token', fault: 'accept_then_reset' },
  ]);
  expect(await renew()).toBe(0);
  await bench.control.setFaults([]);
  bench.clock.pass(1);
}

async function waitingStatements(): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    bench.database.dataSource,
    `SELECT count(*)::int FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return row?.count ?? 0;
}

async function tokenRequests(): Promise<number> {
  const ledger = await bench.control.ledger();
  return ledger.filter(({ path }) => path.endsWith('/oauth2/token')).length;
}

/** As if the ring held no key that opens the seal. */
async function putKeyAway(): Promise<void> {
  await rowsOf(bench.database.dataSource, `UPDATE account_credentials SET key_id = 'away'`);
}

async function putKeyBack(): Promise<void> {
  await rowsOf(bench.database.dataSource, `UPDATE account_credentials SET key_id = 'test'`);
}
