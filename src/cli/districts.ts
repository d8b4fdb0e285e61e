import { DistrictsService } from '../districts/index.js';
import { readTextFile, requireArgument, type Command } from './command.js';

const usage = 'districts import FILE.csv|FILE.json';

export const districtsImport: Command = {
  name: 'districts import',
  usage,
  summary: 'Adds and changes places; nothing is saved when a row is wrong',
  read: (args) => {
    const file = requireArgument(args, usage);
    return async function* (app) {
      const content = await readTextFile(file);
      const format = file.endsWith('.json') ? 'json' : 'csv';
      const result = await app.get(DistrictsService).importFile({ format, content }, null);
      yield `${result.added} added, ${result.changed} changed, ${result.unchanged} unchanged`;
    };
  },
};
