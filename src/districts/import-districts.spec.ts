import { describe, expect, it } from 'vitest';
import type { Problem } from '../contract/problems.js';
import { planDistrictImport, type KnownPlace } from './import-districts.js';
import { readDistrictRows } from './read-district-rows.js';
import { settlePaths } from './place-paths.js';

const HEADER = 'code,parentCode,kind,nameEn,nameHi';

const TREE: KnownPlace[] = [
  place({ id: 1, code: 'UP', parentCode: null, kind: 'state', path: '/1/' }),
  place({ id: 2, code: 'AWADH', parentCode: 'UP', kind: 'region', path: '/1/2/' }),
  {
    ...place({ id: 3, code: 'LKO', parentCode: 'AWADH', kind: 'district', path: '/1/2/3/' }),
    attributes: { helpline: '1800' },
  },
  place({ id: 4, code: 'B-1', parentCode: 'LKO', kind: 'booth', path: '/1/2/3/4/' }),
];

describe('an import of districts', () => {
  it('takes parents that come after their children, and adds parents first', () => {
    const csv = `${HEADER}\nB-1,LKO,booth,Booth 1,बूथ 1\nLKO,UP,district,Lucknow,लखनऊ\nUP,,state,UP,यूपी`;
    expect(planOf(csv).adds.map(({ code }) => code)).toEqual(['UP', 'LKO', 'B-1']);
  });

  it('counts a place that is already as the file says as unchanged', () => {
    const csv = `${HEADER}\nLKO,AWADH,district,LKO en,LKO hi\nB-1,LKO,booth,New name,B-1 hi`;
    const { changes, unchanged } = planOf(csv, TREE);
    expect(changes.map(({ code, nameEn }) => [code, nameEn])).toEqual([['B-1', 'New name']]);
    expect(unchanged).toBe(1);
  });

  it('keeps an attribute without a column, changes a filled one and takes away an empty one', () => {
    const of = (csv: string): unknown => planOf(csv, TREE).changes[0]?.attributes;
    expect(of(`${HEADER},slogan\nLKO,AWADH,district,LKO en,LKO hi,चलो`)).toEqual({
      helpline: '1800',
      slogan: 'चलो',
    });
    expect(of(`${HEADER},helpline\nLKO,AWADH,district,LKO en,LKO hi,1900`)).toEqual({
      helpline: '1900',
    });
    expect(of(`${HEADER},helpline\nLKO,AWADH,district,LKO en,LKO hi,`)).toEqual({});
  });

  it('reads JSON with the same result as CSV', () => {
    const csv = `${HEADER},helpline\nUP,,state,UP,यूपी,\nLKO,UP,district,Lucknow,लखनऊ,1800`;
    const json = JSON.stringify([
      { code: 'UP', kind: 'state', nameEn: 'UP', nameHi: 'यूपी' },
      {
        code: 'LKO',
        parentCode: 'UP',
        kind: 'district',
        nameEn: 'Lucknow',
        nameHi: 'लखनऊ',
        attributes: { helpline: '1800' },
      },
    ]);
    const withoutRows = (plan: ReturnType<typeof planOf>): unknown =>
      JSON.parse(
        JSON.stringify(plan, (key, value: unknown) => (key === 'row' ? undefined : value)),
      );
    expect(withoutRows(planOf(json, [], 'json'))).toEqual(withoutRows(planOf(csv)));
  });

  it('moves a place and rewrites the path of everything below it', () => {
    const csv = `${HEADER}\nBRAJ,UP,region,Braj,ब्रज\nLKO,BRAJ,district,LKO en,LKO hi`;
    const { inserts, updates } = settlePaths(planOf(csv, TREE), TREE, [9]);
    expect(inserts.map(({ id, path }) => [id, path])).toEqual([[9, '/1/9/']]);
    expect(updates.map(({ id, parentId, path }) => [id, parentId, path])).toEqual([
      [3, 9, '/1/9/3/'],
      [4, 3, '/1/9/3/4/'],
    ]);
  });
});

describe('an import of districts names the row, the column and the remedy', () => {
  const cases: [string, string, Problem[]][] = [
    [
      'of a parent that is nowhere',
      'LKO,XX,district,Lucknow,लखनऊ',
      [{ code: 'parent_unknown', field: 'row 2, parentCode', params: { parent: 'XX' } }],
    ],
    [
      'of a code that stands twice',
      'A,UP,district,A,ए\nA,UP,district,A,ए',
      [{ code: 'code_taken_in_file', field: 'row 3, code', params: { code: 'A' } }],
    ],
    [
      'of a place below a lower kind',
      'A,LKO,region,A,ए',
      [
        {
          code: 'place_below_its_kind',
          field: 'row 2, kind',
          params: { kind: 'region', parentKind: 'district' },
        },
      ],
    ],
    [
      'of a place below its own kind',
      'A,LKO,district,A,ए',
      [
        {
          code: 'place_below_its_kind',
          field: 'row 2, kind',
          params: { kind: 'district', parentKind: 'district' },
        },
      ],
    ],
    [
      'of a place whose new kind does not go with the children that it has',
      'LKO,AWADH,booth,LKO en,LKO hi',
      [
        {
          code: 'place_below_its_kind',
          field: 'row 2, kind',
          params: { kind: 'booth', parentKind: 'booth' },
        },
      ],
    ],
    [
      'of every place that would be its own ancestor, and not of those below',
      'A,B,region,A,ए\nB,A,district,B,बी\nC,B,booth,C,सी',
      [
        { code: 'parent_loop', field: 'row 2, parentCode', params: { code: 'A' } },
        { code: 'parent_loop', field: 'row 3, parentCode', params: { code: 'B' } },
      ],
    ],
    [
      'of a place that would move below itself',
      'AWADH,LKO,region,AWADH en,AWADH hi',
      [{ code: 'parent_loop', field: 'row 2, parentCode', params: { code: 'AWADH' } }],
    ],
    [
      'of each bad cell, without blaming the child of a bad row',
      'A,UP,town,A,\nB,A,booth,,बी',
      [
        {
          code: 'kind_unknown',
          field: 'row 2, kind',
          params: { kind: 'town', kinds: 'nation, state, region, district, mandal, booth' },
        },
        { code: 'value_missing', field: 'row 2, nameHi', params: { column: 'nameHi' } },
        { code: 'value_missing', field: 'row 3, nameEn', params: { column: 'nameEn' } },
      ],
    ],
    [
      'of a name that is too long',
      `A,UP,booth,${'a'.repeat(201)},ए`,
      [{ code: 'value_too_long', field: 'row 2, nameEn', params: { column: 'nameEn', max: 200 } }],
    ],
  ];
  it.each(cases)('%s', (_, lines, problems) => {
    expect(problemsOf(`${HEADER}\n${lines}`, TREE)).toEqual(problems);
  });

  it('of a column that cannot be a variable, once', () => {
    const csv = `${HEADER},Help Line\nA,UP,booth,A,ए,1\nB,UP,booth,B,बी,2`;
    expect(problemsOf(csv, TREE)).toEqual([
      {
        code: 'attribute_name_invalid',
        field: 'row 2, Help Line',
        params: { name: 'Help Line' },
      },
    ]);
  });

  it('of each column that is missing', () => {
    expect(problemsOf('code,kind,nameEn,parentCode\nA,booth,A,UP')).toEqual([
      {
        code: 'csv_column_missing',
        params: { column: 'nameHi', columns: 'code, parentCode, kind, nameEn, nameHi' },
      },
    ]);
  });

  const jsonCases: [string, string, Partial<Problem>][] = [
    ['a file that is not JSON', '[{', { code: 'file_not_json' }],
    ['one object in place of a list', '{}', { code: 'file_not_json' }],
    ['an empty list', '[]', { code: 'file_empty' }],
    ['a row that is no object', '[7]', { code: 'value_not_text', field: 'row 1, code' }],
    [
      'a number in place of a text',
      '[{"code":7,"kind":"state","nameEn":"U","nameHi":"यू"}]',
      { code: 'value_not_text', field: 'row 1, code' },
    ],
    [
      'a row without a kind',
      '[{"code":"UP","nameEn":"U","nameHi":"यू"}]',
      { code: 'value_missing', field: 'row 1, kind' },
    ],
    ['an escaped NUL', '[{"code":"U\\u0000P"}]', { code: 'file_not_text' }],
  ];
  it.each(jsonCases)('of JSON that is %s', (_, json, problem) => {
    expect(problemsOf(json, [], 'json')).toMatchObject([problem]);
  });
});

function place(named: Omit<KnownPlace, 'nameEn' | 'nameHi' | 'attributes'>): KnownPlace {
  return { ...named, nameEn: `${named.code} en`, nameHi: `${named.code} hi`, attributes: {} };
}

function planningOf(content: string, places: readonly KnownPlace[], format: 'csv' | 'json') {
  return planDistrictImport(readDistrictRows({ format, content }), places);
}

function planOf(
  content: string,
  places: readonly KnownPlace[] = [],
  format: 'csv' | 'json' = 'csv',
) {
  const planning = planningOf(content, places, format);
  if (planning.kind === 'refused') throw new Error(JSON.stringify(planning.problems));
  return planning.plan;
}

function problemsOf(
  content: string,
  places: readonly KnownPlace[] = [],
  format: 'csv' | 'json' = 'csv',
): Problem[] {
  const planning = planningOf(content, places, format);
  return planning.kind === 'refused' ? planning.problems : [];
}
