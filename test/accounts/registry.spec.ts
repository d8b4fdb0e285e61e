import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportResult } from '../../src/contract/districts.js';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import { readCsv } from '../../src/kernel/csv.js';
import type { Person } from '../support/person.js';
import { PASSWORD, World } from '../support/world.js';

let world: World;
let owner: Person;
beforeAll(async () => {
  world = await World.open({ districts: ['agra', 'lucknow'], withoutWorker: true });
  owner = await world.signIn('owner');
});
afterAll(() => world.close());

describe('the register of official accounts', () => {
  it('names every account in sight with its lasting id, its page, and since when it carries the tick', async () => {
    await world.dataSource.query(
      `UPDATE accounts SET verified_since_at = '2026-11-24T04:00:00Z', is_verified = true WHERE platform = 'x'`,
    );
    const { content, headers } = await fileFor('owner', 'registry.csv');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toContain('official-accounts.csv');
    expect(content.startsWith('\uFEFF"district",')).toBe(true);
    const rows = rowsOf(content);
    expect(rows).toHaveLength(6);
    const [x] = rows.filter((row) => row['platform'] === 'X' && row['district'] === 'lucknow');
    expect(x).toMatchObject({
      nameHi: 'लखनऊ',
      handle: `'@munadi_lucknow`,
      permalink: 'https://x.com/munadi_lucknow',
      verified: 'yes',
      verifiedKnownSince: '2026-11-24T09:30+05:30',
    });
    expect(x?.['remoteId']).toMatch(/^'\d{16}$/);
  });

  it('holds nothing that a spreadsheet runs, whatever somebody called their account', async () => {
    await world.dataSource.query(
      `UPDATE accounts SET handle = '=HYPERLINK("https://evil.example","Lucknow")'
        WHERE platform = 'facebook'`,
    );
    const { content } = await fileFor('owner', 'registry.csv');
    expect(content).toContain(`"'=HYPERLINK(""https://evil.example"",""Lucknow"")"`);
    expect(content).not.toMatch(/(^|,)"?[=+\-@\t]/m);
  });

  it('tells a volunteer of their own place only, and nobody of a secret', async () => {
    const { content } = await fileFor('ramesh', 'registry.csv');
    expect(rowsOf(content).map((row) => row['district'])).toEqual([
      'lucknow',
      'lucknow',
      'lucknow',
    ]);
    expect(content).not.toMatch(/EAA|token|secret/i);
  });
});

describe('the form for an import', () => {
  it('has every column and a line for each account that is missing', async () => {
    await world.dataSource.query(`DELETE FROM accounts WHERE platform = 'telegram'`);
    const { content } = await fileFor('owner', 'template.csv');
    expect(content.split('\r\n')[0]).toBe(
      '\uFEFF"district","platform","handle","remoteId","verified","audience","appKey","appSecret","accessToken","accessSecret","bearerToken","botToken","pageAccessToken"',
    );
    expect(rowsOf(content).map((row) => [row['district'], row['platform']])).toEqual([
      ['agra', 'telegram'],
      ['agra', 'instagram'],
      ['lucknow', 'telegram'],
      ['lucknow', 'instagram'],
    ]);
  });

  it('is tried first: every row that is wrong is named, and nothing is imported either way', async () => {
    const { content } = await fileFor('owner', 'template.csv');
    const trial = await owner.post<ProblemsAnswer>('/api/accounts/import', {
      content,
      isTrial: true,
    });
    expect(trial.status).toBe(422);
    const fields = trial.body.problems.map(({ field }) => field);
    expect(fields).toEqual(
      expect.arrayContaining(['row 2, handle', 'row 2, remoteId', 'row 3, handle']),
    );
    const filled = withoutInstagram(content)
      .replace('"agra","telegram","",""', '"agra","telegram","@agra","-100123"')
      .replace('"lucknow","telegram","",""', '"lucknow","telegram","@lucknow","-100124"')
      .replaceAll('"","",""\r\n', '"","1:abc",""\r\n');
    const counts = { added: 2, changed: 0, unchanged: 0 };
    const good = await importOf({ content: filled, isTrial: true });
    expect([good.status, good.body]).toEqual([200, counts]);
    expect(rowsOf((await fileFor('owner', 'registry.csv')).content)).toHaveLength(4);
    expect((await importOf({ content: filled })).body).toEqual(counts);
    expect(rowsOf((await fileFor('owner', 'registry.csv')).content)).toHaveLength(6);
  });

  it('is for those who may import', async () => {
    expect((await fileFor('ramesh', 'template.csv')).status).toBe(403);
  });
});

function withoutInstagram(content: string): string {
  return content.replaceAll(/[^\n]*"instagram"[^\n]*\n/g, '');
}

async function importOf(file: { content: string; isTrial?: boolean }) {
  return owner.post<ImportResult>('/api/accounts/import', file);
}

async function fileFor(login: string, name: string) {
  const signedIn = await fetch(`${world.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: PASSWORD }),
  });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const answer = await fetch(`${world.url}/api/accounts/${name}`, { headers: { cookie } });
  const content = Buffer.from(await answer.arrayBuffer()).toString('utf8');
  return { status: answer.status, headers: answer.headers, content };
}

function rowsOf(content: string): Record<string, string>[] {
  const reading = readCsv(content);
  if (reading.kind === 'broken') {
    if (reading.problems[0]?.code === 'file_empty') return [];
    throw new Error(JSON.stringify(reading.problems));
  }
  const { columns, rows } = reading.table;
  return rows.map(({ cell }) => Object.fromEntries(columns.map((name) => [name, cell(name)])));
}
