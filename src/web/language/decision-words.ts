import { i18n } from '@lingui/core';
import { compileCatalogue } from './catalogue.js';
import { decisionsEn } from './decisions.en.js';
import { decisionsHi } from './decisions.hi.js';

// Sentences of the page of decisions: they come with it.
i18n.load({ hi: compileCatalogue(decisionsHi), en: compileCatalogue(decisionsEn) });
