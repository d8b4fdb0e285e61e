import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './say.mjs';
import { ROOT } from './steps.mjs';

/** What the command line works on: what is set, or else the demo in this folder. */
export function commandLineEnvironment() {
  const file = join(ROOT, '.data', 'demo', 'environment.json');
  if (process.env.DATABASE_URL || !existsSync(file)) return process.env;
  say('DATABASE_URL is not set: this works on the demo, which must be running.');
  return { ...process.env, ...JSON.parse(readFileSync(file, 'utf8')) };
}
