import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeliveryBench } from '../../support/delivery-bench.js';
import { sequenceOf, setting, type Command, type Setting } from './commands.js';
import { DatabaseClock } from './database-clock.js';
import { keepJournal, type Entry, type LaterStores } from './journal.js';
import { perform } from './perform.js';
import { addAccounts, clearPosts, realStores } from './real-stores.js';
import { rowsInDatabase, rowsInMemory } from './rows-of.js';
import { Tally } from './tally.js';
import { World } from './world.js';

/** More of them are worth an hour of a quiet machine. */
const RUNS = Number(process.env['MUNADI_MODEL_DATABASE_RUNS'] ?? 100);
const COMMANDS = 25;

let bench: DeliveryBench;
let clock: DatabaseClock;
let stores: LaterStores;
beforeAll(async () => {
  bench = await DeliveryBench.open();
  await addAccounts(bench);
  clock = await DatabaseClock.installIn(bench.dataSource);
  stores = await realStores(bench);
});
afterAll(() => bench.close());

/** Each command in memory, then the calls that it made on the database; both must answer and stand the same. */
async function runBoth(
  setting: Setting,
  commands: readonly Command[],
  tally: Tally,
): Promise<void> {
  await clearPosts(bench);
  const journal: Entry[] = [];
  const world = new World(setting, tally, (inMemory, table) =>
    keepJournal(inMemory, table, journal),
  );
  for (const command of commands) {
    perform(command, world);
    for (const entry of journal.splice(0)) await compareAnswers(entry, tally);
    expect(await rowsInDatabase(bench.dataSource)).toEqual(rowsInMemory(world.table));
  }
}

async function compareAnswers(entry: Entry, tally: Tally): Promise<void> {
  await clock.set(entry.databaseMs);
  const answer = await entry.repeat(stores);
  tally.count(`call:${entry.name}`);
  expect({ [entry.name]: comparable(answer) }).toEqual({ [entry.name]: comparable(entry.answer) });
}

/** Where rows are answered in no order, in one; without what the simulation leaves blank. */
function comparable(answer: unknown): unknown {
  if (!Array.isArray(answer)) return answer;
  const items: unknown[] = answer;
  return items
    .map((item) => (typeof item === 'object' ? exact({ ...item, ...BLANK }) : { deliveryId: item }))
    .toSorted((a, b) => numberOf(a) - numberOf(b));
}

/** The database counts in whole microseconds; a double of milliseconds may miss them by its last bit. */
function exact(item: object): object {
  const { dueInMs } = item as { dueInMs?: number };
  return dueInMs === undefined ? item : { ...item, dueInMs: Math.round(dueInMs * 1_000) / 1_000 };
}

/** What the database tells and the simulation has no use for. */
const BLANK = { handle: '', remoteId: '', districtPath: '', claimedAtTick: 0 };

function numberOf(item: object): number {
  return Number((item as { deliveryId: unknown }).deliveryId);
}

describe('the stores on a database', () => {
  it(
    'answer and change rows as their model does, whatever happens',
    { timeout: 300_000 },
    async () => {
      const tally = new Tally();
      await fc.assert(
        fc.asyncProperty(
          setting,
          sequenceOf({ least: COMMANDS, most: COMMANDS }),
          (world, commands) => {
            tally.count('runs');
            return runBoth(world, commands, tally);
          },
        ),
        { numRuns: RUNS },
      );
      expect(tally.of('runs')).toBeGreaterThanOrEqual(60);
      for (const name of Object.keys(stores)) {
        expect([name, tally.of(`call:${name}`) > 0]).toEqual([name, true]);
      }
    },
  );
});
