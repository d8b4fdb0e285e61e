import { i18n } from '@lingui/core';
import { compileCatalogue } from './catalogue.js';
import { recordEn } from './record.en.js';
import { recordHi } from './record.hi.js';

// Sentences of the page of the record: they come with it.
i18n.load({ hi: compileCatalogue(recordHi), en: compileCatalogue(recordEn) });
