import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StopView } from '../../src/contract/stops.js';
import { openBrowser, openPage, violationsOn } from '../support/browser.js';
import type { Person } from '../support/person.js';
import { PASSWORD, World } from '../support/world.js';

let world: World;
let browser: Browser;
let owner: Person;
let meera: Person;

beforeAll(async () => {
  [world, browser] = await Promise.all([
    World.open({
      districts: ['lucknow', 'agra'],
      people: [{ login: 'anita', role: 'central_approver', placeCode: 'uttar-pradesh' }],
    }),
    openBrowser(),
  ]);
  owner = await world.signIn('owner');
  meera = await world.signIn('meera');
});
afterAll(async () => {
  await browser.close();
  await world.close();
});
beforeEach(() => setLimit(null));

const setLimit = (approvalAboveAccounts: number | null) =>
  owner.put('/api/settings', { approvalAboveAccounts });

/** Signs in whoever it is; an approver writes nothing, so there is no way to a new post. */
async function openAs(login: string): Promise<Page> {
  const page = await openPage({ browser, url: world.url });
  await page.goto('/');
  await page.getByLabel('लॉगिन नाम').fill(login);
  await page.getByLabel('पासवर्ड', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'प्रवेश करें' }).click();
  await page.getByRole('link', { name: 'पोस्ट', exact: true }).first().waitFor();
  return page;
}

describe('an order above the limit on two phones', () => {
  it('says what it waits for, is read by the second person, and is done at their word', async () => {
    const post = await meera.publish({ text: 'वापस लेनी है', title: 'सभा' });
    await meera.untilSettled(post.id);
    await setLimit(3);
    const first = await openAs('meera');
    await first.goto(`/posts/${post.id}`);
    await first.getByRole('button', { name: 'हर जगह से वापस लें' }).click();
    await first.getByRole('button', { name: 'तारीख़ ग़लत है' }).click();
    await first.getByRole('button', { name: 'हाँ, वापस लें' }).click();
    await first.getByText('पुष्टि कर सकते हैं:', { exact: false }).waitFor();
    await first.getByText('दूसरे व्यक्ति की प्रतीक्षा में: 6 खाते').first().waitFor();
    expect(await violationsOn(first)).toEqual([]);

    const anita = await openAs('anita');
    await anita.goto('/approvals');
    const card = anita.getByRole('listitem').filter({ hasText: 'सभा' }).first();
    await card.getByText('तारीख़ ग़लत है').waitFor();
    expect(await violationsOn(anita)).toEqual([]);
    await card.getByRole('button', { name: 'पुष्टि करें' }).click();
    await anita.getByText('पुष्टि हुई: अब हो रहा है').waitFor();
    await expect
      .poll(async () => (await world.sandbox.posts()).length, { timeout: 40_000 })
      .toBe(0);
    await first.context().close();
    await anita.context().close();
  });

  it('leaves a stop standing that somebody wants lifted, and says so beside it', async () => {
    const order = { scope: 'everything', reason: 'The date is wrong' };
    const { body: stop } = await meera.post<StopView>('/api/stops', order);
    await meera.publish({ text: 'रुकी हुई' });
    await setLimit(3);
    await meera.post(`/api/stops/${stop.id}/lift`, {});
    const first = await openAs('meera');
    await first.goto('/stops');
    await first.getByText('पुष्टि होने तक रोक बनी रहेगी।').waitFor();
    expect(await violationsOn(first)).toEqual([]);
    const anita = await openAs('anita');
    await anita.goto('/approvals');
    await anita.getByRole('button', { name: 'अस्वीकार करें' }).click();
    await anita.getByLabel('क्यों नहीं').fill('अभी नहीं');
    expect(await violationsOn(anita)).toEqual([]);
    await anita.getByRole('button', { name: 'आदेश अस्वीकार करें' }).click();
    await anita.getByText('आदेश अस्वीकार हुआ').waitFor();
    await first.context().close();
    await anita.context().close();
  });
});

describe('what the owner sets for everybody', () => {
  it('is one number on a phone, empty for none', async () => {
    const page = await openAs('owner');
    await page.goto('/people');
    await page.getByRole('link', { name: 'सबके लिए तय' }).last().click();
    const field = page.getByLabel('इतने से ज़्यादा खातों के लिए दूसरा व्यक्ति चाहिए');
    await field.fill('शून्य');
    await page.getByText('1 या उससे बड़ी पूरी संख्या', { exact: false }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await field.fill('50');
    await page.getByRole('button', { name: 'सहेजें' }).click();
    await page.getByText('सहेजा गया', { exact: false }).waitFor();
    expect((await owner.get('/api/settings')).body).toEqual({ approvalAboveAccounts: 50 });
    await page.reload();
    await page.getByText('English', { exact: true }).first().click();
    await page.getByLabel('More accounts than this need a second person').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: false }).waitFor();
    expect((await owner.get('/api/settings')).body).toEqual({ approvalAboveAccounts: null });
    await page.context().close();
  });

  it('has no way in the navigation of anybody else', async () => {
    const page = await openAs('meera');
    await page.goto('/people');
    await page.getByRole('link', { name: 'मेरे फ़ोन' }).first().waitFor();
    expect(await page.getByRole('link', { name: 'सबके लिए तय' }).count()).toBe(0);
    await page.context().close();
  });
});
