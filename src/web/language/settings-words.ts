import { i18n } from '@lingui/core';
import { compileCatalogue } from './catalogue.js';
import { settingsEn } from './settings.en.js';
import { settingsHi } from './settings.hi.js';

// Sentences of the page of settings: they come with it.
i18n.load({ hi: compileCatalogue(settingsHi), en: compileCatalogue(settingsEn) });
