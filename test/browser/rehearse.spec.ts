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
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

describe('an account that is tested without publishing', () => {
  it('says on its card what was seen, and that nothing was published', async () => {
    const page = await openPage({ browser, url: world.url });
    await signInOn(page, 'meera', PASSWORD);
    await page.goto('/accounts');
    const tests = page.getByRole('button', { name: 'बिना प्रकाशित किए जाँचें' });
    await tests.first().waitFor();
    const count = await tests.count();
    for (let index = 0; index < count; index += 1) await tests.nth(index).click();
    await page.getByText('वह अप्रकाशित पोस्ट हटा दी गई').waitFor();
    await page.getByText('मंच के अनुसार लिखने का अधिकार है').first().waitFor();
    await page.getByText('एक सादी तस्वीर मंच के पास', { exact: false }).first().waitFor();
    expect(await page.getByText('कुछ भी प्रकाशित नहीं हुआ।', { exact: false }).count()).toBe(count);
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await page.context().close();
  });
});
