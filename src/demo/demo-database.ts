import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedDatabase } from '../embedded-database/index.js';
import { environmentFlag } from '../kernel/config.js';
import type { Part } from './demo-parts.js';
import { say } from './say.js';

export const DATABASE_FOLDER = 'postgres';

interface DemoDatabase extends Part {
  readonly url: string;
}

const LOOK_MS = 1_000;
const PORT_LOST = 'Another program took the port of the database: start the demo again.';

/** The database that DATABASE_URL names, else an embedded one that is brought back if it dies. */
export async function openDatabase(folder: string): Promise<DemoDatabase> {
  const given = environmentFlag('DATABASE_URL');
  if (given !== undefined) return { url: given, stop: () => Promise.resolve() };

  const start = () =>
    startEmbeddedDatabase({ directory: join(folder, DATABASE_FOLDER), durable: true });
  let database = await start();
  await database.createDatabase('munadi');
  const url = database.url('munadi');
  const watching = new AbortController();
  const watch = async (): Promise<string> => {
    for (;;) {
      await pause(LOOK_MS, undefined, { signal: watching.signal });
      if (await database.isRunning()) continue;
      say('The database was killed; starting it again …');
      database = await start();
      if (database.url('munadi') !== url) return PORT_LOST;
    }
  };
  const watched = watch();
  return {
    url,
    failure: watched.catch((error: unknown) =>
      watching.signal.aborted ? forever() : inWords(error),
    ),
    async stop() {
      watching.abort();
      await watched.catch(() => undefined);
      await database.stop();
    },
  };
}

function forever(): Promise<never> {
  return new Promise(() => undefined);
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
