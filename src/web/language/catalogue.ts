import type { connectHi } from './connect.hi.js';
import type { decisionsHi } from './decisions.hi.js';
import type { findingsHi } from './findings.hi.js';
import type { Hindi } from './hi.js';
import type { Message } from './message.js';
import type { ordersHi } from './orders.hi.js';
import type { peopleHi } from './people.hi.js';
import type { recordHi } from './record.hi.js';
import type { rehearsalHi } from './rehearsal.hi.js';
import type { settingsHi } from './settings.hi.js';

/** Those of `people-words.ts` and the like are there once a page has imported them. */
export type MessageId =
  | keyof Hindi
  | keyof typeof peopleHi
  | keyof typeof connectHi
  | keyof typeof findingsHi
  | keyof typeof rehearsalHi
  | keyof typeof decisionsHi
  | keyof typeof recordHi
  | keyof typeof ordersHi
  | keyof typeof settingsHi;

/** A catalogue with a key missing, or one too many, does not compile. */
export type Catalogue = Record<keyof Hindi, Message>;

/** The form that Lingui runs: text and places for values, and a choice by number. */
type Token = string | [string] | [string, 'plural', Record<string, Token[]>];

/** Raw number beside the formatted `{count}`, for choosing the form. */
export const RAW_COUNT = 'rawCount';

export function compileCatalogue(catalogue: Record<string, Message>): Record<string, Token[]> {
  return Object.fromEntries(
    Object.entries(catalogue).map(([id, message]) => [id, compileMessage(message)]),
  );
}

function compileMessage(message: Message): Token[] {
  if (typeof message === 'string') return tokensOf(message);
  return [[RAW_COUNT, 'plural', { one: tokensOf(message.one), other: tokensOf(message.other) }]];
}

function tokensOf(text: string): Token[] {
  return text
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) => (/^\{\w+\}$/.test(part) ? [part.slice(1, -1)] : part));
}
