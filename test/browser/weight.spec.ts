import { gzipSync } from 'node:zlib';
import type { Browser, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, signInOn } from '../support/browser.js';
import { PASSWORD, World } from '../support/world.js';

/** On a patchy network each of them is a part of a second more before anybody can write. */
const MOST_BYTES = 160_000;

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

describe('what a phone fetches', () => {
  it('to sign in and write the first post is at most 160 kB of script, compressed', async () => {
    const page = await openPage({ browser, url: world.url });
    const scripts = scriptsOf(page);
    await page.goto('/posts/new');
    await page.getByLabel('लॉगिन नाम').fill('ramesh');
    await page.getByLabel('पासवर्ड', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'प्रवेश करें' }).click();
    await page.getByLabel('सबके लिए पाठ').waitFor();
    await page.waitForLoadState('networkidle');
    const bodies = await bodiesOf(scripts);
    const start = [...bodies.keys()].filter((name) => /^(index|compose-page)-/.test(name));
    expect(start).toHaveLength(2);
    const needed = importedBy(start, bodies);
    const weight = [...needed].reduce((sum, name) => sum + weightOf(bodies.get(name)), 0);
    expect(weight).toBeLessThanOrEqual(MOST_BYTES);
    await page.context().close();
  });

  it('holds English only for those who want it, and then from the start', async () => {
    const page = await openPage({ browser, url: world.url });
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    const english = () => fetched.filter((path) => /\/en-[^/]+\.js$/.test(path));
    await signInOn(page, 'ramesh', PASSWORD);
    await page.waitForLoadState('networkidle');
    expect(english()).toEqual([]);
    await page.getByText('English', { exact: true }).first().click();
    await page.getByRole('link', { name: 'New post' }).first().waitFor();
    expect(english()).toHaveLength(1);
    await page.reload();
    await page.getByRole('link', { name: 'New post' }).first().waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.context().close();
  });

  it('goes on in Hindi where English does not come, and speaks it once it comes', async () => {
    const page = await openPage({ browser, url: world.url });
    await signInOn(page, 'ramesh', PASSWORD);
    await page.route(/\/en-[^/]+\.js$/, (route) => route.abort());
    await page.getByText('English', { exact: true }).first().click();
    await page.getByText('सर्वर तक बात नहीं पहुँची', { exact: false }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('hi');
    await page.evaluate("localStorage.setItem('munadi.language', 'en')");
    await page.reload();
    await page.getByRole('link', { name: 'नई पोस्ट' }).first().waitFor();
    await page.unroute(/\/en-[^/]+\.js$/);
    await page.reload();
    await page.getByRole('link', { name: 'New post' }).first().waitFor();
    await page.context().close();
  });
});

function scriptsOf(page: Page): Response[] {
  const scripts: Response[] = [];
  page.on('response', (response) => {
    if (nameOf(response).endsWith('.js')) scripts.push(response);
  });
  return scripts;
}

async function bodiesOf(scripts: Response[]): Promise<Map<string, Buffer>> {
  const named = scripts.map(async (script) => [nameOf(script), await script.body()] as const);
  return new Map(await Promise.all(named));
}

/** All that has to be there before these run; what they fetch later, such as the fields for pictures, is not. */
function importedBy(names: string[], bodies: Map<string, Buffer>): Set<string> {
  const needed = new Set<string>();
  const ahead = [...names];
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    const text = bodies.get(name)?.toString() ?? '';
    ahead.push(
      ...[...text.matchAll(/\b(?:from|import)\s*["'`]\.\/([^"'`]+)["'`]/g)].map(
        ([, one = '']) => one,
      ),
    );
  }
  return needed;
}

function nameOf(response: Response): string {
  return new URL(response.url()).pathname.split('/').at(-1) ?? '';
}

function weightOf(body: Buffer | undefined): number {
  if (!body) throw new Error('A script that another one imports was not fetched');
  return gzipSync(body, { level: 9 }).length;
}
