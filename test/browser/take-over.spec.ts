import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FoundAccountsStore } from '../../src/accounts/found-accounts.store.js';
import { openBrowser, openPage, signInOn, violationsOn } from '../support/browser.js';
import { PASSWORD, World } from '../support/world.js';

const TOKEN = 'canary-of-the-system-user';
const NEWSROOM = { id: '17841400009', username: 'newsroom' };
const PAGES = [
  aPage('800001', 'Agra Sewa'),
  aPage('800002', 'Newsroom', NEWSROOM),
  aPage('800003', 'लखनऊ टीम'),
  {
    platform: 'instagram',
    igUserId: NEWSROOM.id,
    username: NEWSROOM.username,
    name: 'Newsroom',
    pageId: '800002',
    pageAccessToken: 'page-canary-800002',
  },
];

let world: World;
let browser: Browser;
beforeAll(async () => {
  [world, browser] = await Promise.all([
    World.open({ districts: ['agra', 'lucknow'], withoutWorker: true }),
    openBrowser(),
  ]);
  await world.sandbox.putAccounts(PAGES);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

describe('the Pages of one token', () => {
  it('are matched by their names, corrected, connected in one press and tested, in Hindi on a phone', async () => {
    const page = await list();
    await page.getByRole('heading', { name: '4 खाते मिले' }).waitFor();
    await page.getByRole('button', { name: 'Agra Sewa का ज़िला: आगरा' }).waitFor();
    await page.getByRole('button', { name: 'लखनऊ टीम का ज़िला: लखनऊ' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await page.getByRole('button', { name: 'Newsroom का ज़िला: ज़िला चुनें' }).first().click();
    const sheet = page.getByRole('dialog', { name: 'Newsroom' });
    await sheet.getByRole('button', { name: /^आगरा/ }).click();
    expect(await page.getByRole('button', { name: 'Newsroom का ज़िला: आगरा' }).count()).toBe(2);
    await page.getByRole('button', { name: '4 खाते जोड़ें' }).click();
    await page.getByText('4 नए, 0 बदले, 0 पहले जैसे').waitFor();
    await page.getByRole('button', { name: '4 खाते जाँचें' }).click();
    await page.getByText('सभी 4 खाते ठीक हैं।').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.context().close();
  });

  it('say at the row what is wrong there, and nothing is connected', async () => {
    await world.sandbox.putAccounts([
      aPage('800010', 'Agra Yuva'),
      aPage('800011', 'Lucknow Yuva'),
    ]);
    const page = await list();
    await page.getByRole('button', { name: 'Lucknow Yuva का ज़िला: लखनऊ' }).waitFor();
    // Meanwhile somebody else connects one of them elsewhere.
    const owner = await world.signIn('owner');
    await owner.post('/api/accounts/import', {
      content: 'district,platform,handle,remoteId,pageAccessToken\nagra,facebook,Yuva,800011,k',
    });
    await page.getByRole('button', { name: /खाते जोड़ें$/ }).click();
    await page.getByText('कुछ नहीं जोड़ा गया: 1 खाते में गड़बड़ है', { exact: false }).waitFor();
    const row = page.getByRole('listitem').filter({ hasText: 'Lucknow Yuva' });
    await row.getByText('पहले से agra का है', { exact: false }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await row.getByRole('button', { name: 'Lucknow Yuva का ज़िला: लखनऊ' }).click();
    await page.getByRole('button', { name: 'इसे न जोड़ें' }).click();
    await page.getByRole('button', { name: /खाते जोड़ें$/ }).click();
    await page.getByText('1 नए,', { exact: false }).waitFor();
    await page.context().close();
  });

  it('leave the token in no field, no storage and no address, whatever was answered', async () => {
    const page = await list();
    await page.getByRole('heading', { name: /खाते मिले$/ }).waitFor();
    expect(await whereTokenIs(page)).toEqual([]);
    await page.getByRole('button', { name: 'दूसरी चाबी से' }).click();
    expect(await page.getByLabel('चाबी (टोकन) यहाँ चिपकाएँ').inputValue()).toBe('');
    await page.getByLabel('चाबी (टोकन) यहाँ चिपकाएँ').fill(`${TOKEN}-that-nobody-knows`);
    await page.getByRole('button', { name: 'खाते दिखाएँ' }).click();
    await page.getByText('इस टोकन के खातों की सूची नहीं देता', { exact: false }).waitFor();
    expect(await page.getByLabel('चाबी (टोकन) यहाँ चिपकाएँ').inputValue()).toBe('');
    expect(await whereTokenIs(page)).toEqual([]);
    await page.context().close();
  });
});

describe('channels that were found', () => {
  it('get the district that their name tells, or are not ours, which can be taken back', async () => {
    await find('-10091', 'लखनऊ समाचार');
    await find('-10092', 'Family');
    const page = await begin();
    await page.goto('/accounts/coverage');
    await page.getByText('2 नए खाते मिले हैं', { exact: false }).click();
    const card = (title: string) => page.getByRole('listitem').filter({ hasText: title });
    await card('लखनऊ समाचार').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await card('Family').getByRole('button', { name: 'यह हमारा नहीं' }).click();
    await page.getByText('Family अब नहीं दिखेगा').waitFor();
    await page.getByText('हमारा नहीं: 1').click();
    await page.getByRole('button', { name: 'Family वापस लाएँ' }).click();
    await card('Family').getByRole('button', { name: 'ज़िला चुनें' }).waitFor();
    await card('लखनऊ समाचार').getByRole('button', { name: 'लखनऊ में जोड़ें' }).click();
    await page.getByText('लखनऊ में जुड़ गया।', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'खाता जाँचें' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.context().close();
  });
});

async function begin(): Promise<Page> {
  const page = await openPage({ browser, url: world.url });
  await signInOn(page, 'owner', PASSWORD);
  return page;
}

/** The list of the token's Pages. */
async function list(): Promise<Page> {
  const page = await begin();
  await page.goto('/accounts/connect?platform=facebook');
  await page.getByLabel('चाबी (टोकन) यहाँ चिपकाएँ').fill(TOKEN);
  await page.getByRole('button', { name: 'खाते दिखाएँ' }).click();
  return page;
}

async function whereTokenIs(page: Page): Promise<string[]> {
  const places = await page.evaluate<Record<string, string>>(`({
    address: location.href + JSON.stringify(history.state),
    page: document.documentElement.outerHTML,
    fields: [...document.querySelectorAll('input, textarea')].map((one) => one.value).join(' '),
    local: JSON.stringify(localStorage),
    session: JSON.stringify(sessionStorage),
  })`);
  return Object.keys(places).filter((place) => places[place]?.includes(TOKEN));
}

function aPage(pageId: string, name: string, instagram?: { id: string; username: string }) {
  const pageAccessToken = `page-canary-${pageId}`;
  const listedBy = [TOKEN];
  return { platform: 'facebook', pageId, name, pageAccessToken, listedBy, instagram };
}

/** As the process that reads the news keeps it. */
async function find(remoteId: string, title: string): Promise<void> {
  const store = new FoundAccountsStore(world.dataSource);
  const [accountId = 0] = await store.accountIdsOn('telegram');
  const reader = { platform: 'telegram', reader: '700', accountId } as const;
  await store.saveReaders([reader]);
  const changedAt = new Date('2026-11-24T06:00:00Z');
  const news = {
    remoteId,
    handle: title,
    title,
    type: 'channel',
    rights: [],
    remedy: '',
    changedAt,
  };
  await store.inTransaction((executor) =>
    store.save(executor, reader, { ...news, standing: 'publishing' }),
  );
}
