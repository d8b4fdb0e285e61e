import { useLingui } from '@lingui/react';
import type { Language } from '../../contract/language.js';
import { RAW_COUNT, type MessageId } from './catalogue.js';
import { showNumber } from './numbers.js';

type Values = Record<string, string | number>;

export interface Words {
  language: Language;
  /** The sentence with this id, in the language of the screen. */
  t: (id: MessageId, values?: Values) => string;
  /** A thing's name in the language of the screen. */
  nameOf: (named: { nameEn: string; nameHi: string }) => string;
}

export function useWords(): Words {
  const { i18n } = useLingui();
  const language: Language = i18n.locale === 'en' ? 'en' : 'hi';
  return {
    language,
    t: (id, values = {}) => i18n._(id, readable(values, language)),
    nameOf: (named) => (language === 'hi' ? named.nameHi : named.nameEn),
  };
}

function readable(values: Values, language: Language): Values {
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' ? showNumber(value, language) : value,
  ]);
  return { ...Object.fromEntries(shown), [RAW_COUNT]: values['count'] ?? 0 } as Values;
}
