import { accountsImport } from './accounts.js';
import { auditExportCommand, auditVerify } from './audit.js';
import type { Command } from './command.js';
import { districtsImport } from './districts.js';
import { keysNew, keysRotate } from './keys.js';
import { peopleAdd } from './people.js';
import { postsPublish, postsStatus } from './posts.js';

export const COMMANDS: readonly Command[] = [
  districtsImport,
  accountsImport,
  peopleAdd,
  postsPublish,
  postsStatus,
  keysNew,
  keysRotate,
  auditVerify,
  auditExportCommand,
];

export function findCommand(args: string[]): { command: Command; rest: string[] } | undefined {
  const command = COMMANDS.find(({ name }) => args.slice(0, 2).join(' ') === name);
  return command && { command, rest: args.slice(2) };
}
