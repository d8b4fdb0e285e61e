import { Auditor } from './auditor.js';
import type { Command, Setting } from './commands.js';
import { perform } from './perform.js';
import { comeToRest } from './quiet.js';
import type { Tally } from './tally.js';
import { World } from './world.js';

/** One sequence from an empty table to the quiet after it, audited after every command. */
export function simulate(setting: Setting, commands: readonly Command[], tally: Tally): void {
  const world = new World(setting, tally);
  const auditor = new Auditor(world);
  for (const command of commands) {
    perform(command, world);
    auditor.check();
  }
  comeToRest(world);
  auditor.checkQuiet();
  for (const { state } of world.table.deliveries) tally.count(`end:${state}`);
}
