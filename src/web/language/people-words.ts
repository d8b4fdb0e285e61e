import { addWords } from './page-words.js';
import { peopleEn } from './people.en.js';
import { peopleHi } from './people.hi.js';

// Sentences that only the pages about people use: they come with the first of these pages, and not at the start.
addWords(peopleHi, peopleEn);
