import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PostView } from '../../src/contract/posts.js';
import { openBrowser, openPage, signInOn } from '../support/browser.js';
import { PASSWORD, World } from '../support/world.js';

let world: World;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [world, browser] = await Promise.all([
    World.open({ districts: ['agra', 'lucknow'] }),
    openBrowser(),
  ]);
});
afterEach(() => page.context().close());
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function composeAs(login: string): Promise<void> {
  page = await openPage({ browser, url: world.url });
  await signInOn(page, login, PASSWORD);
  await page.getByRole('link', { name: 'नई पोस्ट' }).first().click();
  await page.getByLabel('सबके लिए पाठ').fill('{district} में बैठक');
}

async function unfoldMore(): Promise<void> {
  await page.getByText('और विकल्प').click();
}

async function sentPost(): Promise<PostView> {
  await page.waitForURL(/\/posts\/\d+$/);
  const owner = await world.signIn('owner');
  const id = /\d+$/.exec(page.url())?.[0] ?? '';
  return (await owner.get<PostView>(`/api/posts/${id}`)).body;
}

describe('the composer', () => {
  it('says until when a post goes out unasked, keeps the choice over a reload, and sends it along', async () => {
    await composeAs('meera');
    await page.getByRole('button', { name: 'सभी ज़िले चुनें' }).click();
    expect(await page.getByText('30 मिनट').isVisible()).toBe(false);
    await unfoldMore();
    await page.getByText('30 मिनट').click();
    await page.reload();
    await unfoldMore();
    expect(await page.getByRole('radio', { name: '30 मिनट' }).isChecked()).toBe(true);
    await page.getByText(/तक न जा सके तो नहीं भेजी जाएगी/).waitFor();
    await page.getByRole('button', { name: '6 खातों पर भेजें' }).click();
    const { dueAt, notAfterAt, priority } = await sentPost();
    expect(Date.parse(notAfterAt) - Date.parse(dueAt)).toBe(30 * 60_000);
    expect(priority).toBe('campaign');
  });

  it('sends something urgent only after a second look, however few the accounts', async () => {
    await composeAs('meera');
    await page.getByRole('button', { name: 'सभी ज़िले चुनें' }).click();
    await unfoldMore();
    await page.getByLabel('बहुत ज़रूरी: सबसे पहले भेजें').check();
    await page.getByRole('button', { name: '6 खातों पर भेजें' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText('बहुत ज़रूरी: बाकी सब पोस्ट इसके बाद जाएँगी।').waitFor();
    await sheet.getByLabel(/खातों की संख्या लिखें/).fill('6');
    await sheet.getByRole('button', { name: 'हाँ, भेजें' }).click();
    expect((await sentPost()).priority).toBe('urgent');
  });

  it('offers a volunteer no way to overtake the others, says who reads it first, and is the same three taps', async () => {
    await composeAs('ramesh');
    await unfoldMore();
    await page.getByText('30 मिनट').waitFor();
    expect(await page.getByText(/सबसे पहले भेजें/).count()).toBe(0);
    await page.getByText('ज़िला प्रमुख इसे पढ़ेंगे').waitFor();
    await page.getByRole('button', { name: 'मंज़ूरी के लिए भेजें (3 खाते)' }).click();
    expect(await sentPost()).toMatchObject({ priority: 'local', approval: { state: 'awaiting' } });
  });
});
