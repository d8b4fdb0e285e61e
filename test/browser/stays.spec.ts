import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage, signInOn } from '../support/browser.js';
import { PASSWORD, World } from '../support/world.js';

let world: World;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([World.open({ districts: ['lucknow'] }), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

describe('the list of decisions', () => {
  it('takes the word of a person that a recalled post may stay', async () => {
    const meera = await world.signIn('meera');
    const post = await meera.publish({ platforms: ['telegram'] });
    await meera.untilSettled(post.id);
    await world.sandbox.setFaults([
      { platform: 'telegram', operation: 'delete', fault: 'refuse', status: 400 },
    ]);
    await meera.post(`/api/posts/${post.id}/recall`, { reason: 'The date is wrong' });
    await meera.untilProgress(post.id, ({ counts }) => counts.needs_decision === 1);

    const page = await openPage({ browser, url: world.url });
    await signInOn(page, 'meera', PASSWORD);
    await page.goto('/decisions');
    await page.getByRole('button', { name: 'रहने दें, कोई बात नहीं' }).click();
    await page.getByText('इसे फिर हटाने की कोशिश नहीं होगी', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'यहाँ इससे कोई नुक़सान नहीं' }).click();
    await page.getByRole('button', { name: 'निर्णय दर्ज करें' }).click();
    await page.getByText('आपके तय करने को कुछ नहीं है।').waitFor();
    const [cell] = await meera.cells(post.id);
    expect(cell).toMatchObject({ state: 'published', heldBy: null });
    await page.context().close();
  });
});
