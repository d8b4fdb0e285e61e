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
  await world.dataSource.query(`UPDATE accounts SET health = 'healthy', checked_at = now()`);
  await change('lucknow', 'x', `health = 'broken', trouble = 'credentials'`);
  await change('lucknow', 'facebook', `access_ends_at = now() + interval '3 days'`);
  await addPlace('kanpur,uttar-pradesh,district,Kanpur,कानपुर');
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

describe('the board of accounts', () => {
  it('leads a volunteer in Hindi from a broken cell to its cause, the person to ask, and a new check', async () => {
    const page = await open('ramesh', '/accounts/coverage');
    await page.getByRole('button', { name: 'लखनऊ, फ़ेसबुक पेज: ध्यान दें, सत्यापित' }).waitFor();
    await page.getByRole('button', { name: 'लखनऊ, X: टूटा, सत्यापित' }).click();
    const sheet = page.getByRole('dialog', { name: 'X' });
    await sheet.getByText('मंच ने चाबी (टोकन) नहीं मानी', { exact: false }).waitFor();
    await sheet.getByText('केंद्रीय टीम से खाता दोबारा जुड़वाएँ', { exact: false }).waitFor();
    await sheet.getByText('किससे कहें: Ramesh (कार्यकर्ता, लखनऊ)').waitFor();
    await sheet.getByRole('button', { name: 'दोबारा जाँचें' }).click();
    await page.getByText('@munadi_lucknow अब ठीक है').waitFor();
    await sheet.getByText('ठीक · सत्यापित').waitFor();
    await sheet.getByText('पहले क्या हुआ').click();
    await sheet.getByText('टूटा → ठीक', { exact: false }).waitFor();
    await sheet.getByRole('button', { name: 'बंद करें' }).click();
    await page.getByRole('button', { name: 'लखनऊ, X: ठीक, सत्यापित' }).waitFor();
    await page.context().close();
  });

  it('shows the central team what is missing, opens the level below, and puts a whole place in line', async () => {
    const page = await open('meera', '/accounts/coverage');
    await page.getByRole('button', { name: 'कानपुर, टेलीग्राम: खाता नहीं' }).click();
    const sheet = page.getByRole('dialog', { name: 'टेलीग्राम' });
    await sheet.getByText('इन ज़िलों में खाता नहीं है').waitFor();
    await sheet.getByText('किससे कहें: Meera (केंद्रीय टीम, उत्तर प्रदेश)').waitFor();
    await sheet.getByRole('button', { name: 'बंद करें' }).click();
    await page.getByRole('button', { name: 'यहाँ के सब खाते जाँचें' }).click();
    await page.getByText('6 खातों की जाँच बाकी है').waitFor();
    await addPlace('agra-1,agra,booth,Booth 1,बूथ 1');
    await page.reload();
    await page.getByRole('link', { name: 'आगरा के नीचे देखें' }).click();
    await page.getByRole('heading', { name: 'आगरा, सब मिलाकर' }).waitFor();
    await page.getByRole('heading', { name: 'आगरा के अपने खाते' }).waitFor();
    await page.getByRole('link', { name: 'उत्तर प्रदेश' }).click();
    await page.getByRole('heading', { name: 'लखनऊ', exact: true }).waitFor();
    await page.context().close();
  });

  it.each([
    ['a phone', 360, 740],
    ['a desk', 1280, 900],
  ])('on %s can be read by everybody, also what is behind a cell', async (_, width, height) => {
    const page = await open('meera', '/accounts/coverage', { width, height });
    await page.getByRole('button', { name: /^लखनऊ, फ़ेसबुक पेज/ }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth');
    expect(overflow).toBeLessThanOrEqual(width);
    await page.getByRole('button', { name: /^लखनऊ, फ़ेसबुक पेज/ }).click();
    await page.getByText('चाबी', { exact: false }).first().waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.context().close();
  });
});

async function open(
  login: string,
  path: string,
  size: { width?: number; height?: number } = {},
): Promise<Page> {
  const page = await openPage({ browser, url: world.url, ...size });
  await signInOn(page, login, PASSWORD);
  await page.goto(path);
  return page;
}

async function change(code: string, platform: string, changes: string): Promise<void> {
  await world.dataSource.query(
    `UPDATE accounts SET ${changes} WHERE platform = $2
        AND district_id = (SELECT id FROM districts WHERE code = $1)`,
    [code, platform],
  );
}

async function addPlace(line: string): Promise<void> {
  const owner = await world.signIn('owner');
  const content = `code,parentCode,kind,nameEn,nameHi\n${line}`;
  await owner.post('/api/districts/import', { format: 'csv', content });
}
