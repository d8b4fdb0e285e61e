import { describe, expect, it } from 'vitest';
import type { PlatformName } from '../contract/platforms.js';
import type { Problem } from '../contract/problems.js';
import type { CredentialFormat } from '../platforms/index.js';
import {
  accountKey,
  planAccountImport,
  type AccountsSoFar,
  type KnownAccount,
} from './import-accounts.js';
import { readAccountRows } from './read-account-rows.js';

const HEADER = 'district,platform,handle,remoteId,verified,audience,apiKey,apiSecret';

/** This installation has no Signal. */
const OFFERED: readonly PlatformName[] = ['x', 'telegram', 'facebook'];

/** Needs both columns, as X does. */
const FORMAT: Pick<CredentialFormat<unknown>, 'columns' | 'parse'> = {
  columns: ['apiKey', 'apiSecret'],
  parse: (values) => {
    const filled = typeof values === 'object' && values !== null ? Object.keys(values) : [];
    const missing = ['apiKey', 'apiSecret'].filter((column) => !filled.includes(column));
    if (JSON.stringify(values).includes('with space')) missing.push('apiKey');
    return missing.length > 0
      ? { kind: 'incomplete', missing }
      : { kind: 'complete', credentials: values };
  },
};

const LUCKNOW: KnownAccount = {
  id: 5,
  districtId: 3,
  districtCode: 'LKO',
  platform: 'x',
  handle: '@lucknow',
  remoteId: '700',
  isVerified: true,
  audience: 1200,
  credentials: { apiKey: 'k', apiSecret: 's' },
};

const SO_FAR: AccountsSoFar = {
  places: new Map([
    ['LKO', { id: 3 }],
    ['KNP', { id: 4 }],
  ]),
  known: new Map([[accountKey(LUCKNOW), LUCKNOW]]),
  formatOf: () => FORMAT,
  remoteIdShapeOf: () => /^-?[1-9]\d*$/,
};

describe('an import of accounts', () => {
  it('adds an account with its credentials', () => {
    expect(planOf('KNP,x,@kanpur,701,yes,"1,20,500",k1,s1').adds).toEqual([
      {
        districtId: 4,
        platform: 'x',
        handle: '@kanpur',
        remoteId: '701',
        isVerified: true,
        audience: 120_500,
        credentials: { apiKey: 'k1', apiSecret: 's1' },
      },
    ]);
  });

  it.each([
    ['yes', true],
    ['TRUE', true],
    ['1', true],
    ['हाँ', true],
    ['हां', true],
    ['No', false],
    ['false', false],
    ['0', false],
    ['नहीं', false],
    ['', false],
  ])('reads verified "%s" as %s', (word, isVerified) => {
    expect(planOf(`KNP,x,@kanpur,701,${word},,k,s`).adds[0]?.isVerified).toBe(isVerified);
  });

  it('takes the same account with the same values for unchanged, with and without credentials', () => {
    const unchanged = { adds: [], changes: [], unchanged: 1 };
    expect(planOf('LKO,x,@lucknow,700,yes,1200,k,s')).toEqual(unchanged);
    expect(planOf('LKO,x,@lucknow,700,yes,1200,,')).toEqual(unchanged);
    expect(planOf('LKO,x,@lucknow,700,,,,')).toEqual(unchanged);
  });

  it('keeps the stored credentials when the file leaves them empty', () => {
    expect(planOf('LKO,x,@lucknow_new,700,yes,1200,,').changes).toEqual([
      {
        id: 5,
        districtId: 3,
        platform: 'x',
        handle: '@lucknow_new',
        remoteId: '700',
        isVerified: true,
        audience: 1200,
        credentials: null,
      },
    ]);
  });

  it('seals credentials anew when the file brings other ones', () => {
    expect(planOf('LKO,x,@lucknow,700,yes,1200,k2,s2').changes[0]?.credentials).toEqual({
      apiKey: 'k2',
      apiSecret: 's2',
    });
  });

  it('needs neither a column for verified nor one for audience', () => {
    const csv = 'district,platform,handle,remoteId,apiKey,apiSecret\nKNP,X,@kanpur,701,k,s';
    const planning = planAccountImport(readAccountRows(csv, OFFERED), SO_FAR);
    expect(planning).toMatchObject({
      kind: 'plan',
      plan: { adds: [{ platform: 'x', isVerified: false, audience: null }] },
    });
  });
});

describe('an import of accounts names the row, the column and the remedy', () => {
  const at = (column: string): string => `row 2, ${column}`;
  const cases: [string, string, Problem[]][] = [
    [
      'of a district that is not imported',
      'XX,x,@a,1,,,k,s',
      [{ code: 'district_unknown', field: at('district'), params: { code: 'XX' } }],
    ],
    [
      'of a platform that is not known',
      'KNP,orkut,@a,1,,,k,s',
      [
        {
          code: 'platform_unknown',
          field: at('platform'),
          params: { platform: 'orkut', platforms: 'x, telegram, facebook' },
        },
      ],
    ],
    [
      'of a platform that is not offered here',
      'KNP,signal,@a,1,,,k,s',
      [
        {
          code: 'platform_unknown',
          field: at('platform'),
          params: { platform: 'signal', platforms: 'x, telegram, facebook' },
        },
      ],
    ],
    [
      'of each credential that a new account lacks',
      'KNP,x,@a,1,,,,',
      [
        {
          code: 'credential_missing',
          field: at('apiKey'),
          params: { column: 'apiKey', platform: 'x' },
        },
        {
          code: 'credential_missing',
          field: at('apiSecret'),
          params: { column: 'apiSecret', platform: 'x' },
        },
      ],
    ],
    [
      'of the credential that is missing beside a filled one, also where the account exists',
      'LKO,x,@lucknow,700,,,k,',
      [
        {
          code: 'credential_missing',
          field: at('apiSecret'),
          params: { column: 'apiSecret', platform: 'x' },
        },
      ],
    ],
    [
      'of a credential that the platform never gave out',
      'KNP,x,@a,1,,,with space,s',
      [
        {
          code: 'credential_malformed',
          field: at('apiKey'),
          params: { column: 'apiKey', platform: 'x' },
        },
      ],
    ],
    [
      'of a channel by its name, which could stand there again in another spelling',
      'KNP,telegram,Kanpur,@Munadi_Knp,,,k,s\nKNP,telegram,Kanpur,@munadi_knp,,,k,s',
      [2, 3].map((row) => ({
        code: 'remote_id_malformed',
        field: `row ${row}, remoteId`,
        params: { platform: 'telegram', value: row === 2 ? '@Munadi_Knp' : '@munadi_knp' },
      })),
    ],
    [
      'of an account that stands twice',
      'KNP,x,@a,1,,,k,s\nLKO,x,@b,1,,,k,s',
      [
        {
          code: 'account_in_file_twice',
          field: 'row 3, remoteId',
          params: { platform: 'x', remoteId: '1' },
        },
      ],
    ],
    [
      'of an account that another district holds',
      'KNP,x,@lucknow,700,,,k,s',
      [
        {
          code: 'account_taken',
          field: at('district'),
          params: { platform: 'x', remoteId: '700', district: 'LKO' },
        },
      ],
    ],
    [
      'of every empty cell that must be filled',
      ',,,,yes,1,k,s',
      ['district', 'platform', 'handle', 'remoteId'].map((column) => ({
        code: 'value_missing',
        field: at(column),
        params: { column },
      })),
    ],
    [
      'of a number that is none and an answer that is neither yes nor no',
      'KNP,x,@a,1,maybe,many,k,s',
      [
        { code: 'number_expected', field: at('audience'), params: { value: 'many' } },
        { code: 'yes_or_no_expected', field: at('verified'), params: { value: 'maybe' } },
      ],
    ],
    [
      'of more followers than there are people',
      'KNP,x,@a,1,,99999999999,k,s',
      [{ code: 'number_expected', field: at('audience'), params: { value: '99999999999' } }],
    ],
    [
      'of an id that a spreadsheet has rounded',
      'KNP,x,@a,1.23457E+18,,,k,s',
      [{ code: 'number_shortened', field: at('remoteId'), params: { value: '1.23457E+18' } }],
    ],
  ];
  it.each(cases)('%s', (_, lines, problems) => {
    expect(problemsOf(lines)).toEqual(problems);
  });

  it('of all rows at once', () => {
    const problems = problemsOf('XX,x,@a,1,,,k,s\nKNP,orkut,@b,2,,,k,s\nKNP,x,@c,3,,,,s');
    expect(problems.map(({ code, field }) => `${field ?? ''}: ${code}`).sort()).toEqual([
      'row 2, district: district_unknown',
      'row 3, platform: platform_unknown',
      'row 4, apiKey: credential_missing',
    ]);
  });

  it('and never quotes a credential', () => {
    const problems = problemsOf('XX,x,@a,1,maybe,many,canary-key,\nKNP,x,@b,2,,,,canary-secret');
    expect(JSON.stringify(problems)).not.toContain('canary');
  });
});

function planOf(lines: string) {
  const planning = planAccountImport(readAccountRows(`${HEADER}\n${lines}`, OFFERED), SO_FAR);
  if (planning.kind === 'refused') throw new Error(JSON.stringify(planning.problems));
  return planning.plan;
}

function problemsOf(lines: string): Problem[] {
  const planning = planAccountImport(readAccountRows(`${HEADER}\n${lines}`, OFFERED), SO_FAR);
  return planning.kind === 'refused' ? planning.problems : [];
}
