import { i18n } from '@lingui/core';
import { LANGUAGES, type Language } from '../../contract/language.js';
import { compileCatalogue, type Catalogue } from './catalogue.js';
import { hi } from './hi.js';

const KEPT_AS = 'munadi.language';

/** The first language comes with the page; any other one is fetched when somebody wants it. */
const CATALOGUES: Record<Language, () => Promise<Catalogue>> = {
  hi: () => Promise.resolve(hi),
  en: async () => (await import('./en.js')).en,
};

let wanted: Language = 'hi';

/** Hindi, unless this browser was told otherwise and the other language can be fetched: the page waits for no network. */
export async function startLanguage(): Promise<void> {
  const kept = localStorage.getItem(KEPT_AS);
  const language = LANGUAGES.find((one) => one === kept) ?? 'hi';
  await speak(language).catch(() => speak('hi'));
}

/**
 * Resolves when the page speaks it, or another one that was chosen meanwhile.
 * @throws when the language could not be fetched; the page stays as it is then.
 */
export async function switchLanguage(language: Language): Promise<void> {
  await speak(language);
  if (wanted === language) localStorage.setItem(KEPT_AS, language);
}

export function currentLanguage(): Language {
  return i18n.locale === 'en' ? 'en' : 'hi';
}

async function speak(language: Language): Promise<void> {
  wanted = language;
  const catalogue = await CATALOGUES[language]();
  if (wanted !== language) return;
  document.documentElement.lang = language;
  // What pages have added to a language stays.
  i18n.load(language, compileCatalogue(catalogue));
  i18n.activate(language);
}
