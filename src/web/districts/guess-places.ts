import type { DistrictNode, PlaceKind } from '../../contract/districts.js';
import { walk, type DistrictTree } from './tree.js';

/** A place that a name may be about. */
export interface Guess {
  place: DistrictNode;
  /** From 0 to 1, which is: the place's whole name stands in it. */
  likeness: number;
}

/** Looks for places in names; made once for a tree. */
export interface PlaceGuesser {
  /** The likeliest first, three at most. */
  guesses: (names: readonly string[]) => Guess[];
  /** The one that the names are about beyond doubt: two districts in one title are none. */
  sureOf: (names: readonly string[]) => DistrictNode | null;
}

const LIKELY = 0.5;
const SHOWN = 3;
/** A shorter name may stand in any word by chance. */
const MIN_INSIDE = 4;
/** Mandals and booths are many and often share their names. */
const GUESSED_KINDS: readonly PlaceKind[] = ['district', 'region', 'state', 'nation'];

interface NamedPlace {
  place: DistrictNode;
  names: Spelling[];
}

/** A name without what people write differently: case, marks, dots, digits, what is run together. */
interface Spelling {
  words: string[];
  joined: string;
  /** Pairs of letters: of the whole, and of each word. */
  pairs: ReadonlySet<string>;
  pairsByWord: readonly ReadonlySet<string>[];
}

export function placeGuesser(tree: DistrictTree): PlaceGuesser {
  const all = [...walk(tree)];
  const upper = all.filter(({ kind }) => GUESSED_KINDS.includes(kind));
  const named = (upper.length > 0 ? upper : all).map((place): NamedPlace => ({
    place,
    names: [place.nameEn, place.nameHi].map(spell).filter(({ joined }) => joined !== ''),
  }));
  return {
    guesses: (names) =>
      ranked(named, names.map(spell), (name, text) => inWhole(name, text) || inPart(name, text))
        .filter((guess) => guess.likeness >= LIKELY)
        .slice(0, SHOWN)
        .map(({ place, likeness }) => ({ place, likeness })),
    sureOf: (names) => {
      const [best, ...rivals] = ranked(named, names.map(spell), inWhole).filter(
        ({ likeness }) => likeness > 0,
      );
      return best && rivals.every((rival) => isPartOf(rival, best)) ? best.place : null;
    },
  };
}

type Measure = (name: Spelling, text: Spelling) => number;
type Ranked = NamedPlace & Guess;

/** The longer of two names that are equally like it stands first: it says more. */
function ranked(
  named: readonly NamedPlace[],
  texts: readonly Spelling[],
  measure: Measure,
): Ranked[] {
  return named
    .map(({ place, names }) => ({
      place,
      names,
      likeness: Math.max(0, ...names.flatMap((name) => texts.map((text) => measure(name, text)))),
    }))
    .sort(
      (a, b) =>
        b.likeness - a.likeness ||
        lengthOf(b) - lengthOf(a) ||
        GUESSED_KINDS.indexOf(a.place.kind) - GUESSED_KINDS.indexOf(b.place.kind),
    );
}

function lengthOf({ names }: NamedPlace): number {
  return Math.max(0, ...names.map(({ joined }) => joined.length));
}

/** Bareilly's name in Hindi is the end of Rae Bareli's. */
function isPartOf(rival: NamedPlace, best: NamedPlace): boolean {
  return rival.names.some(({ joined }) => best.names.some((name) => name.joined.includes(joined)));
}

/** 0, unless the whole name stands in the text. */
function inWhole(name: Spelling, text: Spelling): number {
  if (` ${text.words.join(' ')} `.includes(` ${name.words.join(' ')} `)) return 1;
  if (text.words.includes(name.joined)) return 1;
  return name.joined.length >= MIN_INSIDE && text.joined.includes(name.joined) ? 0.9 : 0;
}

function inPart(name: Spelling, text: Spelling): number {
  const shared = name.words.filter(
    (word) => word.length >= MIN_INSIDE && text.words.includes(word),
  );
  const part = shared.join('').length / name.joined.length;
  return Math.max(part > 0 ? 0.5 + part / 4 : 0, 0.8 * alike(name, text));
}

/** Pairs of letters that two spellings share: Dice's coefficient of the name and the likest word. */
function alike({ pairs }: Spelling, text: Spelling): number {
  let most = 0;
  for (const others of text.pairsByWord) {
    let shared = 0;
    for (const pair of others) if (pairs.has(pair)) shared += 1;
    most = Math.max(most, (2 * shared) / Math.max(1, pairs.size + others.size));
  }
  return most;
}

function spell(name: string): Spelling {
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u093c]/g, '')
    .replaceAll('\u0901', '\u0902')
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '');
  const joined = words.join('');
  return { words, joined, pairs: pairsOf(joined), pairsByWord: words.map(pairsOf) };
}

function pairsOf(word: string): ReadonlySet<string> {
  const letters = Array.from(word);
  return new Set(letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`));
}
