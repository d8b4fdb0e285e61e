import { addWords } from './page-words.js';
import { ordersEn } from './orders.en.js';
import { ordersHi } from './orders.hi.js';

// Sentences about orders: they come with the pages that show one.
addWords(ordersHi, ordersEn);
