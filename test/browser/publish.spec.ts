import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, signInOn } from '../support/browser.js';
import { PASSWORD, World } from '../support/world.js';

let world: World;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [world, browser] = await Promise.all([World.open(), openBrowser()]);
});
afterEach(async () => {
  await page.context().close();
  await world.sandbox.clearFaults();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function compose(text: string): Promise<void> {
  await page.getByRole('link', { name: 'नई पोस्ट' }).first().click();
  await page.getByLabel('सबके लिए पाठ').fill(text);
  await page.getByRole('button', { name: 'ज़िले छाँटें' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'सभी ज़िले चुनें' }).click();
  await sheet.getByRole('button', { name: 'हो गया' }).click();
}

async function sendTo(accounts: number): Promise<void> {
  await page.getByRole('button', { name: `${accounts} खातों पर भेजें` }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(/खातों की संख्या लिखें/).fill(String(accounts));
  await sheet.getByRole('button', { name: 'हाँ, भेजें' }).click();
  await page.waitForURL(/\/posts\/\d+$/);
}

/** The live room says that it is over, and its counter of published accounts shows all. */
async function untilAllOut(): Promise<void> {
  await page.getByRole('button', { name: /^225\s*प्रकाशित/ }).waitFor({ timeout: 60_000 });
  await page.getByText('पूरा हुआ').first().waitFor();
}

describe('on a phone, in Hindi', () => {
  it(
    'publishes one post to all 225 accounts and watches it finish',
    { timeout: 90_000 },
    async () => {
      page = await openPage({ browser, url: world.url });
      await signInOn(page, 'meera', PASSWORD);
      await compose('आज {district} में जनसभा, सब आएँ');
      await sendTo(225);
      await untilAllOut();

      const meera = await world.signIn('meera');
      const postId = Number(/\d+$/.exec(page.url())?.[0]);
      const expected = (await meera.board(postId)).flatMap((row) =>
        row.cells.map(({ platform }) => `${platform} आज ${row.nameHi} में जनसभा, सब आएँ`),
      );
      const published = await world.sandbox.published();
      expect(published.map(({ platform, text }) => `${platform} ${text}`).sort()).toEqual(
        expected.sort(),
      );
      expect(published).toHaveLength(225);
    },
  );

  it(
    'shows why an account failed, and sends again once it is mended',
    { timeout: 90_000 },
    async () => {
      page = await openPage({ browser, url: world.url });
      await world.sandbox.setFaults([
        { platform: 'x', account: '@munadi_lucknow', operation: 'create', fault: 'unauthorized' },
      ]);
      await signInOn(page, 'meera', PASSWORD);
      await compose('{district} का टोकन');
      await sendTo(225);
      const failure = page.getByRole('button', { name: /लखनऊ, X: नहीं गया/ });
      await failure.click({ timeout: 60_000 });
      const sheet = page.getByRole('dialog');
      await sheet.getByText('खाते का प्रवेश समाप्त हो गया').waitFor();

      await world.sandbox.clearFaults();
      await sheet.getByRole('button', { name: 'फिर भेजें' }).click();
      await untilAllOut();
    },
  );

  it('never scrolls sideways', { timeout: 60_000 }, async () => {
    page = await openPage({ browser, url: world.url, width: 320, height: 640 });
    await signInOn(page, 'meera', PASSWORD);
    for (const path of ['/', '/posts/new', '/posts/1', '/decisions', '/accounts']) {
      await page.goto(path);
      await page.locator('h1').first().waitFor();
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect([path, overflow]).toEqual([path, 0]);
    }
  });
});
