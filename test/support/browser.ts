import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { inject } from 'vitest';

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real Chromium; the runner says where it is. */
export async function openBrowser(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: inject('chromiumPath') || '/usr/bin/chromium',
    args: isRoot ? [...FLAGS, '--no-sandbox'] : FLAGS,
  });
}

export interface ScreenOptions {
  browser: Browser;
  url: string;
  width?: number;
  height?: number;
}

/** A fresh browser window, by default a cheap phone held upright. */
export async function openPage({
  browser,
  url,
  width = 360,
  height = 740,
}: ScreenOptions): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    locale: 'hi-IN',
    timezoneId: 'Asia/Kolkata',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return page;
}

/** Signs in on the Hindi screen. */
export async function signInOn(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/');
  await signInHere(page, login, password);
}

/** On the page that asks for it, whatever its address. */
export async function signInHere(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('लॉगिन नाम').fill(login);
  await page.getByLabel('पासवर्ड', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'प्रवेश करें' }).click();
  await page.getByRole('link', { name: 'नई पोस्ट' }).first().waitFor();
}

/** What a screen reader or a weak eye stumbles over. */
export async function violationsOn(page: Page): Promise<string[]> {
  await page.waitForLoadState('networkidle');
  await standsStill(page);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

/** What is still fading in has the contrast of half of its colour; what is called off while it fades stands still too. */
export async function standsStill(page: Page): Promise<void> {
  await page.evaluate('Promise.allSettled(document.getAnimations().map((one) => one.finished))');
}
