import { addWords } from './page-words.js';
import { connectEn } from './connect.en.js';
import { connectHi } from './connect.hi.js';
import { findingsEn } from './findings.en.js';
import { findingsHi } from './findings.hi.js';
import { rehearsalEn } from './rehearsal.en.js';
import { rehearsalHi } from './rehearsal.hi.js';

// Sentences of the pages on which accounts are connected, tested and looked after: they come with the first of these pages.
addWords(
  { ...connectHi, ...findingsHi, ...rehearsalHi },
  { ...connectEn, ...findingsEn, ...rehearsalEn },
);
