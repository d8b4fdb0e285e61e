import { addWords } from './page-words.js';
import { settingsEn } from './settings.en.js';
import { settingsHi } from './settings.hi.js';

// Sentences of the page of settings: they come with it.
addWords(settingsHi, settingsEn);
