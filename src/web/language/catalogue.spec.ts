import { setupI18n } from '@lingui/core';
import { describe, expect, it } from 'vitest';
import { compileCatalogue, RAW_COUNT } from './catalogue.js';
import { connectEn } from './connect.en.js';
import { connectHi } from './connect.hi.js';
import type { Message } from './message.js';
import { decisionsEn } from './decisions.en.js';
import { decisionsHi } from './decisions.hi.js';
import { en } from './en.js';
import { findingsEn } from './findings.en.js';
import { findingsHi } from './findings.hi.js';
import { hi } from './hi.js';
import { ordersEn } from './orders.en.js';
import { ordersHi } from './orders.hi.js';
import { peopleEn } from './people.en.js';
import { peopleHi } from './people.hi.js';
import { recordEn } from './record.en.js';
import { recordHi } from './record.hi.js';
import { rehearsalEn } from './rehearsal.en.js';
import { rehearsalHi } from './rehearsal.hi.js';
import { settingsEn } from './settings.en.js';
import { settingsHi } from './settings.hi.js';

/** The one that is there from the start, and those that come with their pages. */
const CATALOGUES: [Record<string, Message>, Record<string, Message>][] = [
  [en, hi],
  [peopleEn, peopleHi],
  [connectEn, connectHi],
  [findingsEn, findingsHi],
  [rehearsalEn, rehearsalHi],
  [decisionsEn, decisionsHi],
  [recordEn, recordHi],
  [ordersEn, ordersHi],
  [settingsEn, settingsHi],
];

function placesIn(message: Message): string[] {
  const text = typeof message === 'string' ? message : message.other;
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
}

describe('The two languages', () => {
  it('have the same sentences', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(hi).sort());
  });

  it('quote the same values in each sentence', () => {
    const quoted = (catalogue: Record<string, Message>) =>
      Object.entries(catalogue).map(([id, message]) => [id, placesIn(message)]);
    for (const [english, hindi] of CATALOGUES) {
      expect(Object.fromEntries(quoted(english))).toEqual(Object.fromEntries(quoted(hindi)));
    }
  });

  it('choose the form of a sentence by its number', () => {
    const i18n = setupI18n({ locale: 'en', messages: { en: compileCatalogue(en) } });
    const accounts = (count: number) => i18n._('accounts.count', { count, [RAW_COUNT]: count });
    expect([accounts(1), accounts(225)]).toEqual(['1 account', '225 accounts']);
  });
});
