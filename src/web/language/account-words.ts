import { i18n } from '@lingui/core';
import { compileCatalogue } from './catalogue.js';
import { connectEn } from './connect.en.js';
import { connectHi } from './connect.hi.js';
import { rehearsalEn } from './rehearsal.en.js';
import { rehearsalHi } from './rehearsal.hi.js';

// Sentences of the pages on which accounts are connected and tested: they come with the first of these pages.
i18n.load({
  hi: compileCatalogue({ ...connectHi, ...rehearsalHi }),
  en: compileCatalogue({ ...connectEn, ...rehearsalEn }),
});
