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

describe('the page of a post', () => {
  it('gives a public post other words, and says where the old ones stay', async () => {
    const meera = await world.signIn('meera');
    const post = await meera.publish({ text: 'नमसते', platforms: ['x', 'facebook'] });
    await meera.untilSettled(post.id);

    const page = await openPage({ browser, url: world.url });
    await signInOn(page, 'meera', PASSWORD);
    await page.goto(`/posts/${post.id}`);
    await page.getByRole('button', { name: 'पाठ सुधारें' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('फ़ेसबुक पेज, X').fill('नमस्ते');
    await sheet.getByLabel('क्यों').fill('वर्तनी');
    await sheet.getByRole('button', { name: 'पाठ बदलें' }).click();
    await page.getByText('1 खाते पर बदल गया').waitFor();
    await page.getByText('X: 1 खाते पर पुराना पाठ ही है').waitFor();
    const shown = (await world.sandbox.posts()).map(({ platform, text }) => [platform, text]);
    expect(new Map(shown as [string, string][])).toEqual(
      new Map([
        ['x', 'नमसते'],
        ['facebook', 'नमस्ते'],
      ]),
    );
    await page.context().close();
  });
});
