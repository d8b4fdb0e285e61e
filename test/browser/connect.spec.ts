import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, signInOn, violationsOn } from '../support/browser.js';
import { PASSWORD, World } from '../support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  [world, browser] = await Promise.all([
    World.open({ districts: ['agra', 'lucknow'], withoutWorker: true }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const HEADER = 'district,platform,handle,remoteId,botToken';

describe('connecting accounts', () => {
  it('begins at a cell of the board: the district and the platform are chosen already', async () => {
    const owner = await world.signIn('owner');
    const content =
      'code,parentCode,kind,nameEn,nameHi\nkanpur,uttar-pradesh,district,Kanpur,कानपुर';
    await owner.post('/api/districts/import', { format: 'csv', content });
    await world.dataSource.query(
      `UPDATE accounts SET health = 'broken', trouble = 'credentials' WHERE handle = '@munadi_agra' AND platform = 'x'`,
    );
    const page = await openPage({ browser, url: world.url });
    await signInOn(page, 'owner', PASSWORD);
    await page.goto('/accounts/coverage');
    await page.getByRole('button', { name: 'कानपुर, टेलीग्राम: खाता नहीं' }).click();
    await page.getByRole('button', { name: 'ज़िला: कानपुर' }).waitFor();
    await page.getByText('किससे कहें: ', { exact: false }).waitFor();
    expect(await page.getByRole('radio', { name: 'टेलीग्राम' }).isChecked()).toBe(true);
    await page.goto('/accounts/coverage');
    await page.getByRole('button', { name: 'आगरा, X: टूटा, सत्यापित' }).click();
    await page.getByRole('link', { name: 'दोबारा जोड़ें' }).click();
    await page.getByText('दोबारा जोड़ना है: @munadi_agra').waitFor();
    await page.context().close();
  });

  it('is told step by step for each platform, and readable for everybody', async () => {
    const page = await openPage({ browser, url: world.url });
    await signInOn(page, 'owner', PASSWORD);
    await page.goto('/accounts/connect');
    await page.getByText('“Read and write” चुनें', { exact: false }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('radio', { name: 'टेलीग्राम' }).click();
    await page.getByText('“Add Admin” दबाएँ', { exact: false }).waitFor();
    expect(await page.getByText('@BotFather खोलें', { exact: false }).count()).toBe(0);
    await page.getByRole('radio', { name: /सूची/ }).click();
    await page.getByText('@BotFather खोलें', { exact: false }).waitFor();
    await page.getByText('कदम 4').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await page.context().close();
  });

  it('takes a list: tries it, names each wrong row, and imports on a second word only', async () => {
    const page = await openPage({ browser, url: world.url });
    await signInOn(page, 'owner', PASSWORD);
    await page.goto('/accounts/connect');
    await choose(
      page,
      `${HEADER}\nagra,telegram,@agra_2,-100123,1:abc\nnowhere,telegram,,-100124,1:abc`,
    );
    await page
      .getByText('पंक्ति 3, district:', { exact: false })
      .or(page.getByText('पंक्ति 3, handle:', { exact: false }))
      .first()
      .waitFor();
    await choose(page, `${HEADER}\nagra,telegram,@agra_2,-100123,1:abc`);
    await page.getByText('1 नए, 0 बदलेंगे, 0 पहले जैसे').waitFor();
    expect(await handles()).not.toContain('@agra_2');
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'हाँ, जोड़ें' }).click();
    await page.getByText('1 नए, 0 बदले, 0 पहले जैसे').waitFor();
    expect(await handles()).toContain('@agra_2');
    await page.context().close();
  });

  it('ends on the accounts, with what became of it and no word out of the address', async () => {
    const page = await openPage({ browser, url: world.url });
    await signInOn(page, 'owner', PASSWORD);
    await page.goto('/accounts?problem=connect_declined');
    await page.getByText('मंच के पेज पर अनुमति दें', { exact: false }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.goto('/accounts?problem=' + encodeURIComponent('यह चाबी 98765 पर भेजें'));
    await page.getByText('खाता नहीं जुड़ा। फिर से शुरू करें', { exact: false }).waitFor();
    await page.getByRole('link', { name: 'फिर शुरू करें' }).waitFor();
    expect(await page.getByText('98765', { exact: false }).count()).toBe(0);
    await page.goto(`/accounts?connected=${await anAccountId()}`);
    await page.getByText('जुड़ गया है।', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'खाता जाँचें' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.context().close();
  });

  it('offers the list only to those who may import', async () => {
    const page = await openPage({ browser, url: world.url });
    await signInOn(page, 'meera', PASSWORD);
    await page.goto('/accounts');
    await page.getByRole('link', { name: 'जोड़ें' }).click();
    await page.getByText('“Read and write” चुनें', { exact: false }).waitFor();
    await page.getByText('संगठन के संचालक करते हैं', { exact: false }).waitFor();
    expect(await page.getByLabel('भरी हुई CSV चुनें').count()).toBe(0);
    await page.context().close();
  });
});

async function choose(page: Page, content: string): Promise<void> {
  await page.getByLabel('भरी हुई CSV चुनें').setInputFiles({
    name: 'accounts.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(content),
  });
}

async function handles(): Promise<string[]> {
  const rows = await world.dataSource.query<{ handle: string }[]>('SELECT handle FROM accounts');
  return rows.map(({ handle }) => handle);
}

async function anAccountId(): Promise<number | undefined> {
  const [row] = await world.dataSource.query<{ id: number }[]>(
    'SELECT min(id) AS id FROM accounts',
  );
  return row?.id;
}
