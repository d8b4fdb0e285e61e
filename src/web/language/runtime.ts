import { i18n } from '@lingui/core';
import { LANGUAGES, type Language } from '../../contract/language.js';
import { compileCatalogue, type Catalogue } from './catalogue.js';
import { hi } from './hi.js';

const KEPT_AS = 'munadi.language';

/** English is a file of its own: most people never fetch it. */
const CATALOGUES: Record<Language, () => Promise<Catalogue>> = {
  hi: () => Promise.resolve(hi),
  en: async () => (await import('./en.js')).en,
};

/** Hindi, unless this browser was told otherwise and the other language can be fetched. */
export async function startLanguage(): Promise<void> {
  await activate('hi');
  const kept = LANGUAGES.find((language) => language === localStorage.getItem(KEPT_AS));
  if (kept !== undefined && kept !== 'hi') await activate(kept).catch(() => undefined);
}

/** @throws when the language could not be fetched; the screen stays as it is then. */
export async function switchLanguage(language: Language): Promise<void> {
  await activate(language);
  localStorage.setItem(KEPT_AS, language);
}

export function currentLanguage(): Language {
  return i18n.locale === 'en' ? 'en' : 'hi';
}

async function activate(language: Language): Promise<void> {
  i18n.load(language, compileCatalogue(await CATALOGUES[language]()));
  document.documentElement.lang = language;
  i18n.activate(language);
}
