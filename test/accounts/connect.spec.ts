import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import { ConnectBench, PUBLIC_URL } from './connect-bench.js';

const CALLBACK = `${PUBLIC_URL}/api/accounts/connect/callback`;

let bench: ConnectBench;
beforeAll(async () => {
  bench = await ConnectBench.open();
});
afterEach(() => bench.forgetAccounts());
afterAll(() => bench.close());

describe('connecting an account on the page of X', () => {
  it('lends it to the place, with its name and without a key that anybody copied', async () => {
    const owner = await bench.aBrowser('owner');
    const answer = await owner.comeBack(await owner.agree(await owner.begin(), 'lucknow'));
    expect(answer.status).toBe(303);
    const [account] = await bench.accounts();
    expect(account).toMatchObject({ handle: '@lucknow', remoteId: '700', health: 'healthy' });
    expect(answer.headers.get('location')).toBe(`${PUBLIC_URL}/accounts?connected=${account?.id}`);
    expect(await bench.identified()).toMatchObject({ kind: 'identified', remoteId: '700' });
  });

  it('asks X for no more than posting, uploading, reading back and going on', async () => {
    const page = new URL(await (await bench.aBrowser('owner')).begin());
    expect(page.searchParams.get('scope')).toBe(
      'tweet.read tweet.write users.read media.write offline.access',
    );
    expect(page.searchParams.get('redirect_uri')).toBe(CALLBACK);
  });

  it('works once', async () => {
    const owner = await bench.aBrowser('owner');
    const back = await owner.agree(await owner.begin(), 'lucknow');
    await owner.comeBack(back);
    expect(await problemOf(await owner.comeBack(back))).toBe('connect_ended');
  });

  it('works only in the browser in which it was begun, and is used up by another one', async () => {
    const owner = await bench.aBrowser('owner');
    const back = await owner.agree(await owner.begin(), 'lucknow');
    const elsewhere = await bench.aBrowser('owner');
    await elsewhere.begin();
    expect(await problemOf(await elsewhere.comeBack(back))).toBe('connect_ended');
    expect(await problemOf(await owner.comeBack(back))).toBe('connect_ended');
  });

  it('ends after ten minutes', async () => {
    const owner = await bench.aBrowser('owner');
    const page = await owner.begin();
    bench.clock.pass(11);
    expect(await problemOf(await owner.comeBack(await owner.agree(page, 'lucknow')))).toBe(
      'connect_ended',
    );
  });

  it('says so when X was too slow, and when the person declined', async () => {
    const owner = await bench.aBrowser('owner');
    const late = await owner.agree(await owner.begin(), 'lucknow');
    bench.clock.pass(1);
    expect(await problemOf(await owner.comeBack(late))).toBe('connect_failed');
    const declined = new URL(CALLBACK);
    declined.searchParams.set(
      'state',
      new URL(await owner.begin()).searchParams.get('state') ?? '',
    );
    declined.searchParams.set('error', 'access_denied');
    expect(await problemOf(await owner.comeBack(declined.href))).toBe('connect_declined');
  });

  it('gives no account to a second place', async () => {
    const owner = await bench.aBrowser('owner');
    await owner.comeBack(await owner.agree(await owner.begin(), 'lucknow'));
    const again = await owner.agree(await owner.begin({ place: 'AGRA' }), 'lucknow');
    expect(await problemOf(await owner.comeBack(again))).toBe('connect_elsewhere');
  });

  it('puts no other account in the place of one that is to be connected again', async () => {
    const owner = await bench.aBrowser('owner');
    await owner.comeBack(await owner.agree(await owner.begin(), 'lucknow'));
    const [account] = await bench.accounts();
    const begun = await owner.begin(account ? { accountId: account.id } : {});
    expect(await problemOf(await owner.comeBack(await owner.agree(begun, 'agra')))).toBe(
      'connect_other',
    );
    expect(await bench.accounts()).toHaveLength(1);
  });

  it('can be begun anew only for an account of the person who begins, and one that exists', async () => {
    await bench.connect({ place: 'AGRA' });
    const { id } = await bench.account();
    const local = await bench.aBrowser('local');
    for (const accountId of [id, 999_999]) {
      const begun = await local.ask({ accountId });
      expect([begun.status, await codeOf(begun)]).toEqual([404, 'not_found']);
    }
  });

  it('shows whoever comes back a page, with a code that no words of the address can replace', async () => {
    const owner = await bench.aBrowser('owner');
    const answer = await owner.comeBack(`${CALLBACK}?state=unknown&error=%3Cb%3Ecanary`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`${PUBLIC_URL}/accounts?problem=connect_ended`);
    expect(await problemOf(await owner.comeBack(CALLBACK))).toBeTypeOf('string');
  });

  it('brings whoever is not signed in any more to a page of ours, and not to a raw answer', async () => {
    const owner = await bench.aBrowser('owner');
    owner.signOut();
    const answer = await owner.comeBack(`${CALLBACK}?state=unknown`);
    expect([answer.status, answer.headers.get('refresh')]).toEqual([
      401,
      `0; url=${PUBLIC_URL}/accounts?problem=connect_ended`,
    ]);
  });

  it('is not offered where a platform has no such page, nor to volunteers', async () => {
    const answer = await (await bench.aBrowser('owner')).ask({ platform: 'telegram' });
    expect(await codeOf(answer)).toBe('connect_not_set_up');
    expect((await (await bench.aBrowser('volunteer')).ask()).status).toBe(403);
  });
});

/** Which problem the page is asked to tell of. */
async function problemOf(answer: Response): Promise<string | null> {
  expect(answer.status).toBe(303);
  return new URL(answer.headers.get('location') ?? '').searchParams.get('problem');
}

async function codeOf(answer: Response): Promise<string | undefined> {
  return ((await answer.json()) as ProblemsAnswer).problems[0]?.code;
}
