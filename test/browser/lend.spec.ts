import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_X_CLIENT } from '../../src/demo/demo-accounts.js';
import { freePort } from '../support/free-port.js';
import { openBrowser, openPage, signInHere, signInOn, violationsOn } from '../support/browser.js';
import { PASSWORD, World } from '../support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  const port = await freePort();
  [world, browser] = await Promise.all([
    World.open({
      districts: ['agra', 'lucknow'],
      withoutWorker: true,
      port,
      settings: {
        MUNADI_PUBLIC_URL: `http://127.0.0.1:${String(port)}`,
        MUNADI_X_CLIENT_ID: DEMO_X_CLIENT.clientId,
        MUNADI_X_CLIENT_SECRET: DEMO_X_CLIENT.clientSecret,
      },
    }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

describe("an account that is lent on its platform's own page", () => {
  it('is connected again with a few taps after its token ended, and tested', async () => {
    await world.dataSource.query(
      `UPDATE accounts SET health = 'broken', trouble = 'credentials' WHERE handle = '@munadi_agra' AND platform = 'x'`,
    );
    const page = await begin();
    await page.goto('/accounts/coverage');
    await page.getByRole('button', { name: 'आगरा, X: टूटा, सत्यापित' }).click();
    await page.getByRole('link', { name: 'दोबारा जोड़ें' }).click();
    await page.getByText('“Authorize app” दबाएँ', { exact: false }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('button', { name: 'मंच के पेज पर जाएँ' }).click();
    await page.getByRole('link', { name: '@munadi_agra' }).click();
    await page.getByText('@munadi_agra जुड़ गया है।').waitFor();
    await page.getByRole('button', { name: 'खाता जाँचें' }).click();
    await page.getByText('@munadi_agra अब ठीक है').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.context().close();
  });

  it('leads back to where it was begun when it was the wrong one', async () => {
    const page = await begin();
    await page.goto('/accounts/connect');
    expect(await page.getByRole('button', { name: 'मंच के पेज पर जाएँ' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'ज़िला: ज़िला चुनें' }).click();
    const sheet = page.getByRole('dialog', { name: 'ज़िला चुनें' });
    await sheet.getByLabel('ज़िला खोजें').fill('luck');
    expect(await violationsOn(page)).toEqual([]);
    await sheet.getByRole('button', { name: /^लखनऊ/ }).click();
    await page.getByRole('button', { name: 'मंच के पेज पर जाएँ' }).click();
    await page.getByRole('link', { name: '@munadi_agra' }).click();
    await page.getByText('यह खाता पहले से किसी और ज़िले का है', { exact: false }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('link', { name: 'फिर शुरू करें' }).click();
    await page.getByRole('button', { name: 'ज़िला: लखनऊ' }).waitFor();
    await page.context().close();
  });

  it('asks whoever comes back signed out to sign in, and then says that it has to be begun again', async () => {
    const page = await begin();
    await page.goto('/accounts/connect');
    await page.getByRole('button', { name: 'ज़िला: ज़िला चुनें' }).click();
    const sheet = page.getByRole('dialog', { name: 'ज़िला चुनें' });
    await sheet.getByRole('button', { name: /^लखनऊ/ }).click();
    await page.getByRole('button', { name: 'मंच के पेज पर जाएँ' }).click();
    const agree = page.getByRole('link', { name: '@munadi_agra' });
    await agree.waitFor();
    await page.context().clearCookies();
    await agree.click();
    await signInHere(page, 'owner', PASSWORD);
    await page.getByText('बहुत देर हो गई', { exact: false }).waitFor();
    await page.context().close();
  });
});

async function begin(): Promise<Page> {
  const page = await openPage({ browser, url: world.url });
  await signInOn(page, 'owner', PASSWORD);
  return page;
}
