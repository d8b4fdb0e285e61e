import { addWords } from './page-words.js';
import { recordEn } from './record.en.js';
import { recordHi } from './record.hi.js';

// Sentences of the page of the record: they come with it.
addWords(recordHi, recordEn);
