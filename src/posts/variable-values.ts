import { PLACE_KINDS, type PlaceKind } from '../contract/districts.js';
import { LANGUAGES, type Language } from '../contract/language.js';
import type { DistrictValues } from '../districts/index.js';

/**
 * The value of a variable in a text for one place. `{place}` is the place's own name, `{district}`, `{state}` and
 * the other kinds the name of the place of that kind at or above it, each also as `{district_hi}` and
 * `{district_en}`; everything else is an attribute of the place. Undefined where there is none.
 */
export function variableValue(
  values: DistrictValues,
  variable: string,
  language: Language,
): string | undefined {
  if (Object.hasOwn(values.attributes, variable)) return values.attributes[variable];
  const { base, asked } = splitLanguage(variable);
  const name = base === 'place' ? values.name : isPlaceKind(base) ? values.names[base] : undefined;
  return name?.[asked ?? language];
}

function splitLanguage(variable: string): { base: string; asked: Language | undefined } {
  const asked = LANGUAGES.find((language) => variable.endsWith(`_${language}`));
  return { base: asked ? variable.slice(0, -asked.length - 1) : variable, asked };
}

function isPlaceKind(name: string): name is PlaceKind {
  return (PLACE_KINDS as readonly string[]).includes(name);
}
