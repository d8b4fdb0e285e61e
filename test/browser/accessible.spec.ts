import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, signInOn, violationsOn } from '../support/browser.js';
import { PASSWORD, World } from '../support/world.js';

let world: World;
let browser: Browser;

beforeAll(async () => {
  world = await World.open({ districts: ['agra', 'lucknow'] });
  browser = await openBrowser();
  const meera = await world.signIn('meera');
  await meera.untilSettled((await meera.publish()).id);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

describe('every screen', () => {
  it.each([
    ['a phone', 360, 740],
    ['a desk', 1280, 900],
  ])(
    'on %s has nothing that a screen reader or a weak eye stumbles over',
    async (_, width, height) => {
      const page = await openPage({ browser, url: world.url, width, height });
      await page.goto('/');
      await page.getByLabel('लॉगिन नाम').waitFor();
      const found = [{ path: 'sign in', violations: await violationsOn(page) }];
      await signInOn(page, 'meera', PASSWORD);
      for (const path of [
        '/',
        '/posts/new',
        '/posts/1',
        '/decisions',
        '/accounts',
        '/accounts/coverage',
        '/people',
        '/devices',
      ]) {
        await page.goto(path);
        await page.locator('h1').first().waitFor();
        found.push({ path, violations: await violationsOn(page) });
      }
      expect(found.filter(({ violations }) => violations.length > 0)).toEqual([]);
      await page.context().close();
    },
  );
});
