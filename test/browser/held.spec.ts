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

describe('the live room of a post that is held', () => {
  it('says above the board and in the cell whose stop it is, and forgets it when it is lifted', async () => {
    const meera = await world.signIn('meera');
    const stop = await meera.post<{ id: number }>('/api/stops', {
      scope: 'platform',
      platform: 'x',
      reason: 'तारीख़ ग़लत है',
    });
    const post = await meera.publish();
    await meera.untilProgress(post.id, ({ counts }) => counts.published === 2);
    const heldBy = async () => (await meera.cells(post.id)).map((cell) => cell.heldBy?.reason);
    await expect.poll(heldBy, { timeout: 20_000 }).toContain('तारीख़ ग़लत है');

    const page = await openPage({ browser, url: world.url });
    await signInOn(page, 'meera', PASSWORD);
    await page.goto(`/posts/${post.id}`);
    await page.getByText('रोकी हुई · 1 खाता').waitFor();
    await page.getByText(/^Meera ने .* से रोक लगाई है: X$/).waitFor();
    await page.getByRole('button', { name: 'लखनऊ, X: रोकी हुई' }).click();
    await page.getByRole('dialog').getByText('तारीख़ ग़लत है').waitFor();

    await meera.post(`/api/stops/${stop.body.id}/lift`, {});
    await page.getByRole('button', { name: 'लखनऊ, X: प्रकाशित', includeHidden: true }).waitFor();
    expect(await page.getByText('रोकी हुई').count()).toBe(0);
    await page.context().close();
  });
});
