import { i18n } from '@lingui/core';
import { compileCatalogue } from './catalogue.js';
import type { Message } from './message.js';

/** Adds sentences that come with a page, and not at the start. They stay when the language is changed. */
export function addWords<Id extends string>(
  hi: Record<Id, Message>,
  en: Record<NoInfer<Id>, Message>,
): void {
  i18n.load({ hi: compileCatalogue(hi), en: compileCatalogue(en) });
}
