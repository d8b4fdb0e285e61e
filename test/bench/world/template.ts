import { migrateDatabase } from '../../../src/kernel/database/connection.js';
import type { ClientKind } from '../client/kinds.js';
import { openPlanner } from './planner.js';
import { seedAccounts } from './seed.js';
import { nameIn, type BenchServer } from './server.js';

/** A database with the schema and the accounts, from which each round takes a copy; answers its name. */
export async function makeTemplate(
  server: BenchServer,
  order: { kind: ClientKind; accounts: number },
): Promise<string> {
  const url = await server.freshDatabase();
  await migrateDatabase(url);
  const planner = await openPlanner(url);
  await seedAccounts(planner, order);
  await planner.close();
  return nameIn(url);
}
