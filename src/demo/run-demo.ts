import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeEmbeddedDatabase } from '../embedded-database/index.js';
import { environmentFlag } from '../kernel/config.js';
import { DATABASE_FOLDER } from './demo-database.js';
import { LOCK_FILE, takeLock, type DemoHolder } from './demo-lock.js';
import { DemoError, type DemoOptions } from './demo-options.js';
import { Parts } from './demo-parts.js';
import { openBrowser } from './open-browser.js';
import { say } from './say.js';
import { startWorld } from './start-world.js';
import { listenForStop } from './stop-signals.js';
import { welcome } from './welcome.js';

/** Starts everything, shows where it is and stays until told to stop. Gives the exit code. */
export async function runDemo(options: DemoOptions): Promise<number> {
  const lock = await takeLock(options.folder);
  if (!('release' in lock)) return pointTo(lock, options);
  const stop = listenForStop();
  const parts = new Parts(lock, stop);
  try {
    if (options.startsOver) await startOver(options.folder);
    const world = await startWorld(options, parts);
    say(welcome(world, options));
    await lock.note({ url: world.url });
    if (options.opensBrowser) openBrowser(world.url);
    await parts.ended();
  } catch (error) {
    // What breaks because it is being stopped is no failure.
    if (!stop.asked.aborted) throw error;
  } finally {
    if (stop.asked.aborted) say('\nStopping …');
    await parts.stopAll();
    await lock.release();
  }
  return 0;
}

function pointTo(holder: DemoHolder, { name, startsOver }: DemoOptions): number {
  const place = holder.url === undefined ? 'is starting' : `is already running at ${holder.url}`;
  if (startsOver) {
    throw new DemoError(
      `The demo "${name}" ${place}: stop it with Ctrl-C or "kill ${holder.pid}", then reset it.`,
    );
  }
  say(`The demo "${name}" ${place}. Another one beside it: npm run demo -- --name second`);
  return 0;
}

/** Deletes all but the lock, which is held. */
async function startOver(folder: string): Promise<void> {
  if (environmentFlag('DATABASE_URL') !== undefined) {
    throw new DemoError(
      '--reset does not empty the database that DATABASE_URL names: empty it yourself, or unset DATABASE_URL to use the embedded one.',
    );
  }
  await removeEmbeddedDatabase(join(folder, DATABASE_FOLDER));
  for (const name of await readdir(folder)) {
    if (name !== LOCK_FILE) await rm(join(folder, name), { recursive: true, force: true });
  }
}
