import { afterAll, beforeAll, expect, it } from 'vitest';
import { AuditTrail } from '../../src/audit/index.js';
import { District } from '../../src/districts/district.entity.js';
import { DistrictsService } from '../../src/districts/index.js';
import { DistrictsStore } from '../../src/districts/districts.store.js';
import { systemClock } from '../../src/kernel/clock.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const HEADER = 'code,parentCode,kind,nameEn,nameHi';
const BOOTHS = 100_000;
const DISTRICTS = 100;
const PLACES = BOOTHS + DISTRICTS + 2;
// Generous, for a machine that does other things meanwhile: it is some seconds of work.
const PATIENCE_MS = 180_000;

let database: FreshDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.drop());

it(
  'imports, counts, describes and moves a hundred thousand booths at once',
  async () => {
    const repository = database.dataSource.getRepository(District);
    const store = new DistrictsStore(database.dataSource, repository);
    const districts = new DistrictsService(store, new AuditTrail(systemClock));
    const importCsv = (content: string) => districts.importFile({ format: 'csv', content }, null);
    const idOf = async (code: string) => (await districts.findByCodes([code])).get(code)?.id ?? 0;

    expect(await importCsv(largeTree())).toEqual({ added: PLACES, changed: 0, unchanged: 0 });
    const all = await districts.subtreeOf([await idOf('IN')]);
    expect(all).toHaveLength(PLACES);
    expect(await districts.subtreeOf(all)).toHaveLength(PLACES);

    const values = await districts.valuesFor(all);
    expect(values.get(await idOf('B-99999'))?.names).toMatchObject({
      state: { hi: 'उत्तर प्रदेश' },
      district: { hi: 'ज़िला 99' },
      booth: { hi: 'बूथ 99999' },
    });

    const moved = `${HEADER}\nSOUTH,,nation,South,दक्षिण\nUP,SOUTH,state,Uttar Pradesh,उत्तर प्रदेश`;
    expect(await importCsv(moved)).toEqual({ added: 1, changed: 1, unchanged: 0 });
    expect(await districts.subtreeOf([await idOf('SOUTH')])).toHaveLength(PLACES);
    expect(await districts.subtreeOf([await idOf('IN')])).toHaveLength(1);
  },
  PATIENCE_MS,
);

/** Children first: the order of the rows means nothing. */
function largeTree(): string {
  const booths = Array.from(
    { length: BOOTHS },
    (_, index) => `B-${index},D-${index % DISTRICTS},booth,Booth ${index},बूथ ${index}`,
  );
  const districts = Array.from(
    { length: DISTRICTS },
    (_, index) => `D-${index},UP,district,District ${index},ज़िला ${index}`,
  );
  const tops = ['UP,IN,state,Uttar Pradesh,उत्तर प्रदेश', 'IN,,nation,India,भारत'];
  return [HEADER, ...booths, ...districts, ...tops].join('\n');
}
