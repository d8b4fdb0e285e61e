import { AccountsService } from '../accounts/index.js';
import { readTextFile, requireArgument, type Command } from './command.js';

const importUsage = 'accounts import FILE.csv';

export const accountsImport: Command = {
  name: 'accounts import',
  usage: importUsage,
  summary: 'Adds and changes accounts and seals their credentials',
  read: (args) => {
    const file = requireArgument(args, importUsage);
    return async function* (app) {
      const result = await app.get(AccountsService).importFile(await readTextFile(file), null);
      yield `${result.added} added, ${result.changed} changed, ${result.unchanged} unchanged`;
    };
  },
};
