import { addWords } from './page-words.js';
import { decisionsEn } from './decisions.en.js';
import { decisionsHi } from './decisions.hi.js';

// Sentences of the page of decisions: they come with it.
addWords(decisionsHi, decisionsEn);
