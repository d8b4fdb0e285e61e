import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, signInOn, violationsOn } from '../support/browser.js';
import { PASSWORD, World } from '../support/world.js';

let world: World;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([
    World.open({ districts: ['lucknow'], withoutWorker: true }),
    openBrowser(),
  ]);
  const meera = await world.signIn('meera');
  const { id } = await meera.publish({ districts: ['lucknow'] });
  await meera.post(`/api/posts/${id}/recall`, { reason: 'A wrong date' });
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

describe('the page of the record', () => {
  it('tells the owner in Hindi who did what, and sifts it', async () => {
    const page = await openPage({ browser, url: world.url, width: 1100 });
    await signInOn(page, 'owner', PASSWORD);
    await page.getByRole('link', { name: 'अभिलेख' }).first().click();
    const lines = page.getByRole('list', { name: 'अभिलेख' });
    await lines.getByText('पोस्ट वापस ली').waitFor();
    await lines.getByText('प्रवेश किया').first().waitFor();
    expect(await violationsOn(page)).toEqual([]);

    await page.getByLabel('किसके बारे में').selectOption({ label: 'पोस्ट' });
    await lines.getByText('प्रवेश किया').first().waitFor({ state: 'detached' });
    await expect.poll(() => lines.getByRole('listitem').count()).toBe(2);
    const file = await page.getByRole('link', { name: /CSV/ }).getAttribute('href');
    expect(file).toBe('/api/audit/export?action=post&format=csv');
    await page.context().close();
  });

  it('is not offered to a volunteer', async () => {
    const page = await openPage({ browser, url: world.url });
    await signInOn(page, 'ramesh', PASSWORD);
    expect(await page.getByRole('link', { name: 'अभिलेख' }).count()).toBe(0);
    await page.context().close();
  });
});
