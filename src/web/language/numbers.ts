import type { Language } from '../../contract/language.js';

const LOCALES = { hi: 'hi-IN', en: 'en-IN' } as const;

/** Grouped the Indian way: 1,23,456. */
export function showNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language]).format(value);
}

/** An audience at a glance: 12.3 हज़ार, 1.2 lakh. */
export function showAudience(value: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], {
    notation: 'compact',
    maximumFractionDigits: 1,
  }).format(value);
}

/** A price: $0.015, $1,234.50. */
export function showPrice(
  milliCents: number,
  { currency, language }: { currency: string; language: Language },
): string {
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'currency',
    currency,
    maximumFractionDigits: milliCents < 100_000 ? 3 : 2,
  }).format(milliCents / 100_000);
}

/** A short span: 0.4, 12, in seconds. */
export function showSeconds(ms: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], {
    maximumFractionDigits: ms < 10_000 ? 1 : 0,
  }).format(ms / 1000);
}
