import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { openBrowser, openPage, signInOn, violationsOn } from '../support/browser.js';
import { PASSWORD, World } from '../support/world.js';

let world: World;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([
    World.open({
      districts: ['lucknow'],
      people: [{ login: 'anita', role: 'district_lead', placeCode: 'lucknow' }],
    }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

async function openAs(login: string): Promise<Page> {
  const page = await openPage({ browser, url: world.url });
  await signInOn(page, login, PASSWORD);
  return page;
}

/** Who was shown it, as the record says. */
async function readersOf(title: string): Promise<string[]> {
  const rows = await rowsOf<{ login: string }>(
    world.dataSource,
    `SELECT p.login FROM audit_events e JOIN people p ON p.id = e.person_id JOIN posts o ON e.subject = 'post:' || o.id
     WHERE e.action = 'post.read_for_approval' AND o.title = $1`,
    [title],
  );
  return rows.map(({ login }) => login);
}

describe("a volunteer's post on two phones", () => {
  it('comes back with a note, is sent anew, is approved word for word, and goes out', async () => {
    const ramesh = await openAs('ramesh');
    await ramesh.getByRole('link', { name: 'नई पोस्ट' }).first().click();
    await ramesh.getByLabel('सबके लिए पाठ').fill('बैठक 4 को');
    await ramesh.getByText('ज़िला प्रमुख इसे पढ़ेंगे').waitFor();
    await ramesh.getByRole('button', { name: /^मंज़ूरी के लिए भेजें/ }).click();
    await ramesh.getByText('मंज़ूरी के बाद 3 खातों पर जाएगी').waitFor();
    expect(await violationsOn(ramesh)).toEqual([]);

    const anita = await openAs('anita');
    await anita.getByRole('link', { name: /^मंज़ूरी/ }).last().click();
    const card = anita.getByRole('listitem').filter({ hasText: 'बैठक 4 को' }).first();
    await card.getByRole('button', { name: 'मंज़ूर करें' }).waitFor();
    expect(await card.locator('.quote').allTextContents()).toEqual(Array(3).fill('बैठक 4 को'));
    expect(await violationsOn(anita)).toEqual([]);
    await expect.poll(() => readersOf('बैठक 4 को')).toEqual(['anita']);
    await card.getByRole('button', { name: 'लौटाएँ' }).click();
    await card.getByLabel('क्या बदलना है').fill('तारीख़ 5 है');
    await card.getByRole('button', { name: 'लेखक को लौटाएँ' }).click();
    await anita.getByText('आपकी मंज़ूरी के लिए कुछ नहीं है').waitFor();

    await ramesh.goto('/');
    await ramesh.getByText('तारीख़ 5 है').waitFor();
    await ramesh.getByRole('link', { name: 'बैठक 4 को' }).click();
    await ramesh.getByRole('link', { name: 'बदलकर फिर भेजें' }).click();
    await ramesh.getByLabel('सबके लिए पाठ').fill('बैठक 5 को');
    await ramesh.getByRole('button', { name: /^मंज़ूरी के लिए भेजें/ }).click();
    await ramesh.getByText('मंज़ूरी के बाद 3 खातों पर जाएगी').waitFor();

    await anita.reload();
    await anita.getByText('बैठक 5 को').first().waitFor();
    await anita.getByRole('button', { name: 'मंज़ूर करें' }).click();
    await anita.getByText('आपकी मंज़ूरी के लिए कुछ नहीं है').waitFor();
    await expect
      .poll(async () => (await world.sandbox.posts()).map(({ text }) => text), { timeout: 60_000 })
      .toEqual(Array(3).fill('बैठक 5 को'));
    await ramesh.context().close();
    await anita.context().close();
  });

  it('needs no word once the lead trusts the volunteer', async () => {
    const anita = await openAs('anita');
    await anita.goto('/approvals');
    await anita.getByLabel('Ramesh, लखनऊ: बिना मंज़ूरी').click({ force: true });
    await anita.getByText('Ramesh की पोस्ट अब बिना मंज़ूरी जाएगी').waitFor();
    const ramesh = await openAs('ramesh');
    await ramesh.getByRole('link', { name: 'नई पोस्ट' }).first().click();
    await ramesh.getByLabel('सबके लिए पाठ').fill('सीधे');
    await ramesh.getByRole('button', { name: '3 खातों पर भेजें' }).waitFor();
    await ramesh.context().close();
    await anita.context().close();
  });
});
