import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PostView } from '../../src/contract/posts.js';
import { openBrowser, openPage, signInOn } from '../support/browser.js';
import { aPoster } from '../support/pictures.js';
import { PASSWORD, World } from '../support/world.js';

let world: World;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [world, browser] = await Promise.all([World.open({ districts: ['lucknow'] }), openBrowser()]);
  await world.signInTrusted('ramesh');
});
afterEach(() => page.context().close());
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function compose(): Promise<void> {
  page = await openPage({ browser, url: world.url });
  await signInOn(page, 'ramesh', PASSWORD);
  await page.getByRole('link', { name: 'नई पोस्ट' }).first().click();
  await page.getByLabel('सबके लिए पाठ').fill('बैठक कब हो?');
}

const ofTelegram = () => page.getByRole('group', { name: 'टेलीग्राम' });

describe('what only one platform knows', () => {
  it('is chosen under more, kept over a reload, sent along, and told on the page of the post', async () => {
    await compose();
    await page.getByText('और विकल्प').click();
    await ofTelegram().getByLabel('बिना आवाज़').check();
    await ofTelegram().getByRole('button', { name: 'मतदान जोड़ें' }).click();
    await ofTelegram().getByLabel('जवाब 1').fill('सुबह');
    await ofTelegram().getByLabel('जवाब 2').fill('शाम');
    await page.reload();
    await page.getByText('और विकल्प').click();
    expect(await ofTelegram().getByLabel('जवाब 2').inputValue()).toBe('शाम');
    await page.getByRole('button', { name: '3 खातों पर भेजें' }).click();
    await page.waitForURL(/\/posts\/\d+$/);
    const owner = await world.signIn('owner');
    const path = `/api/posts/${/\d+$/.exec(page.url())?.[0] ?? ''}`;
    const { texts } = (await owner.get<PostView>(path)).body;
    expect(texts.find(({ platform }) => platform === 'telegram')?.options).toMatchObject({
      silent: true,
      poll: { question: '', answers: ['सुबह', 'शाम'], openForMinutes: 24 * 60 },
    });
    await page.getByText('बिना आवाज़').waitFor();
    await page.getByText('○ सुबह').waitFor();
  });

  it('says before it goes out where it will not be done, and what it takes', async () => {
    const lack = (abilities: string) =>
      world.dataSource.query(
        `UPDATE accounts SET abilities_missing = $1::text[] WHERE platform = 'telegram'`,
        [abilities],
      );
    await lack('{pin}');
    await compose();
    await page.getByText('और विकल्प').click();
    await ofTelegram().getByLabel('ऊपर पिन करें').check();
    const warning = page.getByRole('status').filter({ hasText: 'इन जगहों में नहीं होगा' });
    expect(await warning.first().textContent()).toContain('Edit Messages');
    await ofTelegram().getByLabel('ऊपर पिन करें').uncheck();
    await warning.first().waitFor({ state: 'detached' });
    await lack('{}');
  });

  it('says at the field what is wrong, also when the area is folded away', async () => {
    await compose();
    await page.getByText('और विकल्प').click();
    await ofTelegram().getByRole('button', { name: 'मतदान जोड़ें' }).click();
    await page.getByText('और विकल्प').click();
    await page.getByRole('button', { name: '3 खातों पर भेजें' }).click();
    await ofTelegram().getByText('मतदान में जवाब लिखें, या मतदान हटा दें।').waitFor();
    await ofTelegram().getByLabel('जवाब 1').fill('सुबह');
    await ofTelegram().getByLabel('जवाब 2').fill('शाम');
    await page.locator('input[type=file]:not([capture])').setInputFiles([await aPoster('#2256c4')]);
    // The server looks at a file in its own time.
    await ofTelegram().getByRole('alert').waitFor({ timeout: 60_000 });
  });
});
