import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, signInOn, violationsOn } from '../support/browser.js';
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

describe('a thread', () => {
  it('is written part by part, outlives a reload, and stands on the board with its numbers', async () => {
    await composeAs('ramesh');
    await page.getByRole('button', { name: 'एक और भाग जोड़ें' }).click();
    await page.getByRole('textbox', { name: 'भाग 2' }).fill('{district} का दूसरा भाग');
    await page.reload();
    await page.getByRole('button', { name: 'एक और भाग जोड़ें' }).click();
    await page.getByRole('textbox', { name: 'भाग 3' }).fill('तीसरा भाग');
    await page.getByText('भाग 2/3').waitFor();
    await page.getByText('लखनऊ का दूसरा भाग', { exact: true }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole('button', { name: '3 खातों पर भेजें' }).click();
    await page.getByRole('button', { name: /प्रकाशित, भाग 3$/ }).waitFor();
    const posts = (await world.sandbox.posts()).filter(({ platform }) => platform === 'x');
    const idOf = (text: string) => posts.find((post) => post.text === text)?.postId;
    expect(new Map(posts.map(({ text, replyTo }) => [text, replyTo ?? undefined]))).toEqual(
      new Map([
        ['पहला भाग', undefined],
        ['लखनऊ का दूसरा भाग', idOf('पहला भाग')],
        ['तीसरा भाग', idOf('लखनऊ का दूसरा भाग')],
      ]),
    );
  });

  it('shows which part is too long beside that part, and is sent once it is taken out', async () => {
    await composeAs('ramesh');
    await page.getByRole('button', { name: 'एक और भाग जोड़ें' }).click();
    await page.getByRole('textbox', { name: 'भाग 2' }).fill('क'.repeat(300));
    await page.getByText(/शृंखला का भाग 2 280 में से 300 अक्षर/).waitFor();
    await page.getByRole('button', { name: /हटाएँ: भाग 2|भाग 2/ }).click();
    await page.getByRole('button', { name: '3 खातों पर भेजें' }).click();
    await page.waitForURL(/\/posts\/\d+$/);
  });
});

async function composeAs(login: string): Promise<void> {
  page = await openPage({ browser, url: world.url });
  await signInOn(page, login, PASSWORD);
  await page.getByRole('link', { name: 'नई पोस्ट' }).first().click();
  await page.getByLabel('सबके लिए पाठ').fill('पहला भाग');
}
