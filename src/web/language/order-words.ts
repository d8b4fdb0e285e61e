import { i18n } from '@lingui/core';
import { compileCatalogue } from './catalogue.js';
import { ordersEn } from './orders.en.js';
import { ordersHi } from './orders.hi.js';

// Sentences about orders: they come with the pages that show one.
i18n.load({ hi: compileCatalogue(ordersHi), en: compileCatalogue(ordersEn) });
