import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage, signInOn, standsStill } from '../support/browser.js';
import { PASSWORD, World } from '../support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await World.open({ districts: ['agra', 'lucknow'], withoutWorker: true });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const SCREENS = [
  '/',
  '/posts/new',
  '/posts/1',
  '/decisions',
  '/accounts',
  '/accounts/coverage',
  '/stops',
];

it('No screen does anything that the strict policy of its page forbids', async () => {
  const meera = await world.signIn('meera');
  await meera.publish();
  const page = await openPage({ browser, url: world.url });
  const forbidden = gatherRefusals(page);
  await signInOn(page, 'meera', PASSWORD);
  for (const path of SCREENS) {
    await page.goto(path);
    await page.locator('h1').first().waitFor();
    await page.waitForLoadState('networkidle');
    await openWhatOpens(page);
  }
  expect(forbidden).toEqual([]);
});

/** What the browser says in its console when it refuses something. */
function gatherRefusals(page: Page): string[] {
  const refusals: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|Permissions-Policy|Refused to/i.test(text)) refusals.push(text);
  });
  return refusals;
}

/** Sheets and menus bring styles of their own. */
async function openWhatOpens(page: Page): Promise<void> {
  const opener = page.locator('main button[aria-haspopup]:visible').first();
  if ((await opener.count()) === 0) return;
  await opener.click();
  await standsStill(page);
  await page.keyboard.press('Escape');
}

it('A script that somebody has slipped into the page does not run', async () => {
  const page = await openPage({ browser, url: world.url });
  const forbidden = gatherRefusals(page);
  await page.goto('/');
  await page.locator('h1, form').first().waitFor();
  await page.evaluate(`
    const script = document.createElement('script');
    script.textContent = 'window.slippedIn = true';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', '<img src="/none.png" onerror="window.slippedIn = true">');
  `);
  await page.waitForFunction('document.images.length > 0 && document.images[0].complete');
  expect(await page.evaluate('window.slippedIn')).toBeUndefined();
  expect(forbidden.length).toBeGreaterThan(0);
});
