import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../support/free-port.js';
import { openBrowser, openPage, violationsOn } from '../support/browser.js';
import { World } from '../support/world.js';

let world: World;
let browser: Browser;
let url: string;

beforeAll(async () => {
  const port = await freePort();
  // A browser gives passkeys to names and not to numbers.
  url = `http://localhost:${port}`;
  const settings = {
    MUNADI_PORT: String(port),
    MUNADI_PUBLIC_URL: url,
    MUNADI_PASSWORDS: 'with_code',
  };
  [world, browser] = await Promise.all([
    World.open({ districts: ['lucknow'], withoutPeople: true, settings }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** A window with a lock of its own that a finger opens. */
async function openLocked(width: number): Promise<Page> {
  const page = await openPage({ browser, url, width });
  // Three windows, an axe and a server share the machine.
  page.setDefaultTimeout(60_000);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return page;
}

async function claim(desk: Page): Promise<void> {
  await desk.goto('/');
  await desk.getByRole('link', { name: 'अभी यहाँ कोई नहीं है', exact: false }).click();
  await desk.getByLabel('टर्मिनल का कोड').fill(await world.ownerCode());
  await desk.getByRole('button', { name: 'आगे' }).click();
  await desk.getByLabel('आपका नाम').fill('आशा');
  await desk.getByLabel('लॉगिन नाम').fill('asha');
  expect(await violationsOn(desk)).toEqual([]);
  await desk.getByRole('button', { name: 'इस फ़ोन के लॉक से जुड़ें' }).click();
  await desk.getByRole('link', { name: 'नई पोस्ट' }).first().waitFor();
}

/** The invite of a volunteer in Lucknow; answers the link under its QR code. */
async function invite(desk: Page, name: string): Promise<string> {
  await desk.goto('/people');
  await desk.getByRole('button', { name: 'नए व्यक्ति को बुलाएँ' }).click();
  const sheet = desk.getByRole('dialog');
  await sheet.getByRole('textbox', { name: 'नाम' }).fill(name);
  await sheet.getByRole('combobox', { name: 'जगह' }).click();
  await sheet.getByRole('option', { name: 'लखनऊ' }).click();
  await sheet.getByRole('button', { name: 'न्योता बनाएँ' }).click();
  await sheet.getByRole('img', { name: 'न्योते का QR कोड' }).waitFor();
  expect(await violationsOn(desk)).toEqual([]);
  const link = (await sheet.getByText(`${url}/join#`).textContent()) ?? '';
  await sheet.getByRole('button', { name: 'बंद करें' }).click();
  return link;
}

async function publish(phone: Page): Promise<void> {
  await phone.getByRole('link', { name: 'नई पोस्ट' }).first().click();
  await phone.getByLabel('सबके लिए पाठ').fill('आज लखनऊ में जनसभा');
  await phone.getByRole('button', { name: 'मंज़ूरी के लिए भेजें (3 खाते)' }).click();
  await phone.waitForURL(/\/posts\/\d+$/);
}

/** Answers once the server has ended a stream that was open. */
async function openStream(phone: Page): Promise<() => Promise<unknown>> {
  const address = JSON.stringify(`/api${new URL(phone.url()).pathname}/progress`);
  await phone.evaluate(`new Promise((isOpen) => {
    const source = new EventSource(${address});
    source.onopen = isOpen;
    window.streamEnd = new Promise((end) => { source.onerror = () => end('ended'); });
  })`);
  return () => phone.evaluate('window.streamEnd');
}

it(
  'one claims Munadi, invites a volunteer by a link, compares the numbers, and closes the phone again',
  { timeout: 300_000 },
  async () => {
    const desk = await openLocked(1280);
    await claim(desk);
    const link = await invite(desk, 'रमेश');

    const phone = await openLocked(360);
    await phone.goto(link);
    await phone.getByText('रमेश, स्वयंसेवक, लखनऊ').waitFor();
    expect(await violationsOn(phone)).toEqual([]);
    await phone.getByRole('button', { name: 'इस फ़ोन के लॉक से जुड़ें' }).click();
    const number = await phone.getByLabel('मिलान के अंक').textContent();
    expect(await desk.getByLabel('मिलान के अंक').textContent()).toBe(number);
    await desk.getByRole('button', { name: 'हाँ, यही फ़ोन है' }).click();
    await phone.getByRole('link', { name: 'नई पोस्ट' }).first().waitFor();

    const thief = await openLocked(360);
    await thief.goto(link);
    await thief.getByText('यह न्योता काम में आ चुका', { exact: false }).waitFor();

    await publish(phone);
    const streamEnd = await openStream(phone);
    // The owner's fresh proof is older than five minutes.
    await world.dataSource.query(
      `UPDATE sessions SET stepped_up_at = now() - interval '6 minutes'`,
    );
    const card = desk.getByRole('listitem').filter({ hasText: 'रमेश' }).first();
    await card.getByRole('button', { name: 'Chrome, Linux बंद करें' }).click();
    const proof = desk.getByRole('dialog', { name: 'क्या यह आप ही हैं?' });
    await proof.getByRole('button', { name: 'फ़ोन के लॉक से खोलें' }).click();
    await desk.getByText('बंद हो गया', { exact: true }).waitFor();

    expect(await streamEnd()).toBe('ended');
    expect(await phone.evaluate(`fetch('/api/posts').then(({ status }) => status)`)).toBe(401);
    await phone.reload();
    await phone.getByRole('button', { name: 'फ़ोन के लॉक से खोलें' }).click();
    await phone.getByText('पासकी नहीं मानी गई', { exact: false }).waitFor();
  },
);
