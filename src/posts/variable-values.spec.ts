import { describe, expect, it } from 'vitest';
import type { DistrictValues } from '../districts/index.js';
import { variableValue } from './variable-values.js';

const LUCKNOW: DistrictValues = {
  id: 7,
  code: 'LKO',
  kind: 'district',
  name: { hi: 'लखनऊ', en: 'Lucknow' },
  attributes: { helpline: '1800-1', empty: '' },
  names: {
    state: { hi: 'उत्तर प्रदेश', en: 'Uttar Pradesh' },
    district: { hi: 'लखनऊ', en: 'Lucknow' },
  },
};

describe('a variable in a text', () => {
  it.each([
    ['place', 'en', 'Lucknow'],
    ['place', 'hi', 'लखनऊ'],
    ['place_en', 'hi', 'Lucknow'],
    ['district_hi', 'en', 'लखनऊ'],
    ['state', 'en', 'Uttar Pradesh'],
    ['state', 'hi', 'उत्तर प्रदेश'],
    ['helpline', 'hi', '1800-1'],
    ['empty', 'hi', ''],
  ] as const)('{%s} in a text of language %s becomes "%s"', (variable, language, value) => {
    expect(variableValue(LUCKNOW, variable, language)).toBe(value);
  });

  it.each(['booth', 'leader', 'helpline_hi'])('{%s} has no value where there is none', (name) => {
    expect(variableValue(LUCKNOW, name, 'hi')).toBeUndefined();
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    '{%s} has no value, although every object in the program has one of that name',
    (name) => {
      expect(variableValue(LUCKNOW, name, 'hi')).toBeUndefined();
    },
  );
});
