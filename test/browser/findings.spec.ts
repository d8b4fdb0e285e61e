import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, signInOn } from '../support/browser.js';
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

describe('the page of accounts', () => {
  it('tells a volunteer in Hindi why nothing goes out, and what to do', async () => {
    await world.dataSource.query(
      `INSERT INTO lanes (key, free_at, line_at, parked_until, parked_because)
       VALUES ('telegram/chat/2', now(), '{}', now() + interval '15 minutes', 'retry after 900')`,
    );
    const ramesh = await world.signInTrusted('ramesh');
    await ramesh.publish({ districts: ['lucknow'] });
    const page = await openPage({ browser, url: world.url });
    await signInOn(page, 'ramesh', PASSWORD);
    await page.goto('/accounts');
    const findings = page.getByRole('list', { name: 'इन पर ध्यान दें' });
    await findings.getByText(/^अभी कुछ नहीं जा रहा/).waitFor();
    await findings.getByText(/भेजने वाला प्रोग्राम चालू करें/).waitFor();
    await findings.getByText(/^टेलीग्राम ने थोड़ा रुकने को कहा है/).waitFor();
    await findings.getByText(/retry after 900/).waitFor();
    expect(await findings.getByRole('listitem').count()).toBe(2);
    await page.context().close();
  });
});
