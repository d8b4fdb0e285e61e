import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AuditTrail } from '../../src/audit/index.js';
import { District } from '../../src/districts/district.entity.js';
import { DistrictsService } from '../../src/districts/index.js';
import { DistrictsStore } from '../../src/districts/districts.store.js';
import { systemClock } from '../../src/kernel/clock.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { ProblemError } from '../../src/kernel/problem-error.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const HEADER = 'code,parentCode,kind,nameEn,nameHi';
const UTTAR_PRADESH = `${HEADER},helpline
IN,,nation,India,भारत,
UP,IN,state,Uttar Pradesh,उत्तर प्रदेश,
AWADH,UP,region,Awadh,अवध,
BRAJ,UP,region,Braj,ब्रज,
LKO,AWADH,district,Lucknow,लखनऊ,1800-1
B-1,LKO,booth,Booth 1,बूथ 1,
AGRA,BRAJ,district,Agra,आगरा,`;

let database: FreshDatabase;
let districts: DistrictsService;

beforeAll(async () => {
  database = await freshDatabase();
  const repository = database.dataSource.getRepository(District);
  districts = new DistrictsService(
    new DistrictsStore(database.dataSource, repository),
    new AuditTrail(systemClock),
  );
});

afterAll(() => database.drop());

afterEach(() => rowsOf(database.dataSource, 'DELETE FROM districts'));

describe('an import of districts', () => {
  it('adds, then changes and moves, then finds nothing to do', async () => {
    expect(await importCsv(UTTAR_PRADESH)).toEqual({ added: 7, changed: 0, unchanged: 0 });
    const moved = UTTAR_PRADESH.replace('LKO,AWADH', 'LKO,BRAJ').replace('Agra,', 'Agra City,');
    expect(await importCsv(moved)).toEqual({ added: 0, changed: 2, unchanged: 5 });
    expect(await importCsv(moved)).toEqual({ added: 0, changed: 0, unchanged: 7 });
    expect(await subtreeCodes('BRAJ')).toEqual(['AGRA', 'B-1', 'BRAJ', 'LKO']);
    expect(await subtreeCodes('AWADH')).toEqual(['AWADH']);
  });

  it('imports nothing when one row names an unknown parent, and says which', async () => {
    const refusal = await refusalOf(`${UTTAR_PRADESH}\nB-2,NOWHERE,booth,Booth 2,बूथ 2,`);
    expect(refusal.problems).toEqual([
      { code: 'parent_unknown', field: 'row 9, parentCode', params: { parent: 'NOWHERE' } },
    ]);
    expect(await districts.nodesUnder('/')).toEqual([]);
  });

  it('adds a part of the tree below places that are already there', async () => {
    await importCsv(UTTAR_PRADESH);
    const part = `${HEADER}\nB-2,LKO,booth,Booth 2,बूथ 2`;
    expect(await importCsv(part)).toEqual({ added: 1, changed: 0, unchanged: 0 });
    expect(await subtreeCodes('LKO')).toEqual(['B-1', 'B-2', 'LKO']);
  });

  it('leaves a line of the audit, also from the command line', async () => {
    await importCsv(UTTAR_PRADESH);
    const [line] = await rowsOf(
      database.dataSource,
      'SELECT person_id, action, subject, details FROM audit_events ORDER BY id DESC LIMIT 1',
    );
    expect(line).toEqual({
      person_id: null,
      action: 'districts.imported',
      subject: 'districts',
      details: { added: 7, changed: 0, unchanged: 0 },
    });
  });

  it('lets two imports of the same file at once add every place once', async () => {
    const results = await Promise.all([importCsv(UTTAR_PRADESH), importCsv(UTTAR_PRADESH)]);
    expect(results.map(({ added }) => added).sort()).toEqual([0, 7]);
    expect(await districts.nodesUnder('/')).toHaveLength(7);
  });

  it('lists 200 problems of a file with more, and the total', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => `B-${index},NOWHERE,booth,B,बी`);
    const { problems } = await refusalOf([HEADER, ...rows].join('\n'));
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)).toEqual({ code: 'more_problems', params: { shown: 200, total: 300 } });
  });
});

describe('the tree', () => {
  it('shows each place below the given one, with the platforms on which it has an account', async () => {
    await importCsv(UTTAR_PRADESH);
    await addAccount('LKO', 'telegram');
    await addAccount('LKO', 'x');
    await addAccount('B-1', 'x');
    const awadh = await placeOf('AWADH');
    const nodes = await districts.nodesUnder(awadh.path);
    await rowsOf(database.dataSource, 'DELETE FROM accounts');
    expect(nodes.map(({ code, platforms }) => [code, platforms])).toEqual([
      ['AWADH', []],
      ['B-1', ['x']],
      ['LKO', ['telegram', 'x']],
    ]);
  });

  it('counts a place once that stands below two of the chosen ones, and nothing outside the scope', async () => {
    await importCsv(UTTAR_PRADESH);
    const [up, lko, braj] = [await placeOf('UP'), await placeOf('LKO'), await placeOf('BRAJ')];
    expect(await districts.subtreeOf([up.id, lko.id, lko.id])).toHaveLength(6);
    const inBraj = await districts.subtreeOf([up.id, lko.id], braj.path);
    expect(inBraj).toEqual([braj.id, (await placeOf('AGRA')).id].sort((a, b) => a - b));
  });

  it('does not take place 12 for a part of place 1', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => `S-${index},,state,S ${index},एस`);
    await importCsv([HEADER, ...rows].join('\n'));
    for (const { id } of await districts.nodesUnder('/')) {
      expect(await districts.subtreeOf([id])).toEqual([id]);
    }
  });
});

describe('what a text may say of a place', () => {
  it('are its own names and attributes and the names of every level above it', async () => {
    await importCsv(UTTAR_PRADESH);
    const [lko, booth] = [await placeOf('LKO'), await placeOf('B-1')];
    const values = await districts.valuesFor([lko.id, booth.id, 999_999]);
    expect([...values.keys()].sort((a, b) => a - b)).toEqual([lko.id, booth.id]);
    const above = {
      nation: { hi: 'भारत', en: 'India' },
      state: { hi: 'उत्तर प्रदेश', en: 'Uttar Pradesh' },
      region: { hi: 'अवध', en: 'Awadh' },
      district: { hi: 'लखनऊ', en: 'Lucknow' },
    };
    expect(values.get(lko.id)).toMatchObject({
      name: above.district,
      attributes: { helpline: '1800-1' },
      names: above,
    });
    expect(values.get(booth.id)?.names).toEqual({
      ...above,
      booth: { hi: 'बूथ 1', en: 'Booth 1' },
    });
  });
});

function importCsv(content: string) {
  return districts.importFile({ format: 'csv', content }, null);
}

async function refusalOf(content: string): Promise<ProblemError> {
  const thrown: unknown = await importCsv(content).catch((error: unknown) => error);
  if (thrown instanceof ProblemError) return thrown;
  throw new Error('The import was not refused');
}

async function placeOf(code: string) {
  const place = (await districts.findByCodes([code])).get(code);
  if (!place) throw new Error(`There is no ${code}`);
  return place;
}

async function subtreeCodes(code: string): Promise<string[]> {
  const nodes = await districts.nodesUnder((await placeOf(code)).path);
  return nodes.map((node) => node.code).sort();
}

async function addAccount(code: string, platform: string): Promise<void> {
  await rowsOf(
    database.dataSource,
    `INSERT INTO accounts (district_id, platform, handle, remote_id)
     SELECT id, $2, '@' || code, code FROM districts WHERE code = $1`,
    [code, platform],
  );
}
