import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, signInOn, standsStill } from '../support/browser.js';
import { aPoster, notAPicture } from '../support/pictures.js';
import { PASSWORD, World } from '../support/world.js';

/** How long a condition is awaited on a busy machine. */
const SOON = { timeout: 60_000 };

let world: World;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([World.open({ districts: ['lucknow'] }), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

describe('the composer with pictures', () => {
  it.each([
    ['a small phone', 320, 640],
    ['a phone', 360, 740],
    ['a desk', 1280, 900],
  ])('on %s can be used by everybody and scrolls one way only', async (_, width, height) => {
    const page = await openPage({ browser, url: world.url, width, height });
    await signInOn(page, 'ramesh', PASSWORD);
    await page.goto('/posts/new');
    const field = page.locator('input[type=file]:not([capture])');
    await field.setInputFiles([await aPoster('#2256c4'), await aPoster('#8a5200'), notAPicture()]);
    const section = page.getByRole('region', { name: 'तस्वीरें और वीडियो' });
    await section.getByText(/जिसे मुनादी ले सके/).waitFor(SOON);
    await expect.poll(() => section.getByText('तैयार', { exact: true }).count(), SOON).toBe(2);
    await page.getByText('और विकल्प').click();
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((one) => one.html).join(' ')}`),
    ).toEqual([]);
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
    await page.getByRole('button', { name: 'लाइब्रेरी से' }).click();
    await page.getByRole('dialog').getByRole('img').first().waitFor();
    await standsStill(page);
    const ofSheet = await new AxeBuilder({ page }).include('dialog[open]').analyze();
    expect(ofSheet.violations.map(({ id }) => id)).toEqual([]);
    await page.context().close();
  });
});
