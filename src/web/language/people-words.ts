import { i18n } from '@lingui/core';
import { compileCatalogue } from './catalogue.js';
import { peopleEn } from './people.en.js';
import { peopleHi } from './people.hi.js';

// Sentences that only the pages about people use: they come with the first of these pages, and not at the start.
i18n.load({ hi: compileCatalogue(peopleHi), en: compileCatalogue(peopleEn) });
