import { i18n } from '@lingui/core';
import { LANGUAGES, type Language } from '../../contract/language.js';
import { compileCatalogue } from './catalogue.js';
import { en } from './en.js';
import { hi } from './hi.js';

const KEPT_AS = 'munadi.language';

/** Hindi, unless this browser was told otherwise. */
export function startLanguage(): void {
  i18n.load({ hi: compileCatalogue(hi), en: compileCatalogue(en) });
  activate(LANGUAGES.find((language) => language === localStorage.getItem(KEPT_AS)) ?? 'hi');
}

export function switchLanguage(language: Language): void {
  localStorage.setItem(KEPT_AS, language);
  activate(language);
}

export function currentLanguage(): Language {
  return i18n.locale === 'en' ? 'en' : 'hi';
}

function activate(language: Language): void {
  document.documentElement.lang = language;
  i18n.activate(language);
}
