import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MediaView } from '../../src/contract/media.js';
import type { PostView } from '../../src/contract/posts.js';
import { openBrowser, openPage, signInOn } from '../support/browser.js';
import { aLargePhoto, aPoster, notAPicture } from '../support/pictures.js';
import { PASSWORD, World } from '../support/world.js';

/** How long a condition is awaited on a busy machine. */
const SOON = { timeout: 60_000 };

let world: World;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [world, browser] = await Promise.all([World.open({ districts: ['lucknow'] }), openBrowser()]);
  await world.signInTrusted('ramesh');
});
afterEach(() => page.context().close());
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function composeAs(login: string): Promise<void> {
  page = await openPage({ browser, url: world.url });
  await signInOn(page, login, PASSWORD);
  await page.getByRole('link', { name: 'नई पोस्ट' }).first().click();
  await page.getByRole('button', { name: 'तस्वीर या वीडियो चुनें' }).waitFor();
}

async function choose(...files: Awaited<ReturnType<typeof aPoster>>[]): Promise<void> {
  await page.locator('input[type=file]:not([capture])').setInputFiles(files);
}

const rows = () => page.getByRole('region', { name: 'तस्वीरें और वीडियो' }).locator('ol > li');

async function untilReady(count: number): Promise<void> {
  await expect.poll(() => rows().getByText('तैयार', { exact: true }).count(), SOON).toBe(count);
}

/** The offsets from which parts of files were sent. */
function watchOffsets(): number[] {
  const offsets: number[] = [];
  page.on('request', (request: Request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  return offsets;
}

async function sentPost(): Promise<PostView> {
  await page.waitForURL(/\/posts\/\d+$/);
  const owner = await world.signIn('owner');
  const id = /\d+$/.exec(page.url())?.[0] ?? '';
  return (await owner.get<PostView>(`/api/posts/${id}`)).body;
}

describe('pictures on a phone, in Hindi', () => {
  it('are taken along with the text, and the page of the post shows them with their words', async () => {
    await composeAs('ramesh');
    await choose(await aLargePhoto());
    await page.getByLabel('सबके लिए पाठ').fill('{district} की बैठक');
    await page.getByLabel('तस्वीर 1 में क्या दिख रहा है?').fill('मंच पर पाँच लोग');
    await untilReady(1);
    await page.getByRole('button', { name: '3 खातों पर भेजें' }).click();
    const post = await sentPost();
    expect(post.media.map(({ altText }) => altText)).toEqual(['मंच पर पाँच लोग']);
    const shown = page.getByRole('img', { name: 'मंच पर पाँच लोग' });
    await shown.scrollIntoViewIfNeeded();
    const widthPx = () =>
      page.evaluate<number>('document.querySelector("figure img").naturalWidth');
    await expect.poll(widthPx, SOON).toBe(640);
    await page.getByRole('button', { name: /^3\s*प्रकाशित/ }).waitFor(SOON);
    const published = (await world.sandbox.published()).filter(
      ({ text }) => text === 'लखनऊ की बैठक',
    );
    expect(published.map(({ attachments }) => attachments.map(({ kind }) => kind))).toEqual([
      ['photo'],
      ['photo'],
      ['photo'],
    ]);
  });

  it('go on by themselves where they stopped when the network was gone', async () => {
    await composeAs('ramesh');
    const offsets = watchOffsets();
    await page.route('**/api/media/uploads/*', async (route) => {
      if (offsets.length === 2) await page.context().setOffline(true);
      await route.continue().catch(() => undefined);
    });
    await choose(await aLargePhoto());
    await rows().getByText('इंटरनेट नहीं है। आते ही अपने-आप आगे बढ़ेगा।').waitFor();
    await page.unrouteAll();
    await page.context().setOffline(false);
    await untilReady(1);
    expect(offsets.filter((offset) => offset === 0)).toHaveLength(1);
  });

  it('go on after the page was loaded anew, without being chosen again', async () => {
    await composeAs('ramesh');
    const offsets = watchOffsets();
    // The second part hangs on the way, as in a dead spot.
    await page.route('**/api/media/uploads/*', async (route) => {
      if (offsets.length < 2) await route.continue();
    });
    await choose(await aLargePhoto());
    await expect.poll(() => offsets.length, SOON).toBe(2);
    await page.unrouteAll();
    await page.reload();
    await untilReady(1);
    expect(offsets.filter((offset) => offset === 0)).toHaveLength(1);
  });

  it('are made smaller on the phone: 12 megapixels arrive as 2560 pixels', async () => {
    await composeAs('ramesh');
    const sent: number[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/uploads'))
        sent.push(Number(request.headers()['upload-length']));
    });
    const photo = await aLargePhoto(4_000, 3_000);
    await choose(photo);
    await untilReady(1);
    const ramesh = await world.signIn('ramesh');
    const [newest] = (await ramesh.get<MediaView[]>('/api/media')).body;
    expect(newest).toMatchObject({ widthPx: 2_560, heightPx: 1_920 });
    expect(sent[0]).toBeLessThan(photo.buffer.length / 2);
  });

  it('say in Hindi why a file was refused, and hold the post back until it is taken out', async () => {
    await composeAs('ramesh');
    await page.getByLabel('सबके लिए पाठ').fill('{district} की सूची');
    await choose(notAPicture());
    await rows()
      .getByText(/यह ऐसी तस्वीर या वीडियो नहीं है जिसे मुनादी ले सके/)
      .waitFor(SOON);
    await page.getByRole('button', { name: '3 खातों पर भेजें' }).click();
    await page.getByText('एक फ़ाइल नहीं जा सकी। उसे हटाएँ, फिर भेजें।').waitFor();
    await page.getByRole('button', { name: 'तस्वीर 1 हटाएँ' }).click();
    await page.getByRole('button', { name: '3 खातों पर भेजें' }).click();
    expect((await sentPost()).media).toEqual([]);
  });

  it('keep their order and their words over a reload, and come from the library a second time', async () => {
    await composeAs('ramesh');
    await choose(await aPoster('#b3261e'), await aPoster('#17744a'));
    await untilReady(2);
    await page.getByLabel('तस्वीर 1 में क्या दिख रहा है?').fill('लाल');
    await page.getByLabel('तस्वीर 2 में क्या दिख रहा है?').fill('हरा');
    await page.getByRole('button', { name: 'तस्वीर 2 को पहले रखें' }).click();
    await page.reload();
    await untilReady(2);
    const words = page.getByLabel(/में क्या दिख रहा है/);
    expect([await words.nth(0).inputValue(), await words.nth(1).inputValue()]).toEqual([
      'हरा',
      'लाल',
    ]);
    await page.getByRole('button', { name: 'तस्वीर 1 हटाएँ' }).click();
    await page.getByRole('button', { name: 'लाइब्रेरी से' }).click();
    const sheet = page.getByRole('dialog');
    await sheet
      .getByRole('button', { name: /poster-17744a\.png/ })
      .first()
      .click();
    await sheet.getByRole('button', { name: '1 जोड़ें' }).click();
    await untilReady(2);
  });
});
