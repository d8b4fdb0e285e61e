import { parseArgs } from 'node:util';
import { AuditReading, AuditVerifier, type ChainFault, type Verification } from '../audit/index.js';
import { auditExport } from '../contract/audit.js';
import { OrderFailed, UsageError, type Command } from './command.js';

const verifyUsage = 'audit verify [--heads FILE|FOLDER]';
const exportUsage =
  'audit export [--format jsonl|csv] [--from INSTANT] [--until INSTANT] [--place ID] [--post ID] [--action A]';

export const auditVerify: Command = {
  name: 'audit verify',
  usage: verifyUsage,
  summary: 'Holds the record of who did what to its chain and to the exported heads',
  read: (args) => {
    const { values } = parseArgs({ args, options: { heads: { type: 'string' } } });
    return async function* (app) {
      const found = await app.get(AuditVerifier).verify(values.heads);
      yield* describe(found);
      if (found.faults.length > 0) throw new OrderFailed('The record was tampered with');
    };
  },
};

export const auditExportCommand: Command = {
  name: 'audit export',
  usage: exportUsage,
  summary: 'Writes the record to the terminal or a file, the oldest line first',
  read: (args) => {
    const { values } = parseArgs({
      args,
      options: {
        format: { type: 'string' },
        from: { type: 'string' },
        until: { type: 'string' },
        place: { type: 'string' },
        post: { type: 'string' },
        action: { type: 'string' },
      },
    });
    const { place: placeId, post: postId, ...rest } = values;
    const { success, data } = auditExport.safeParse({ ...rest, placeId, postId });
    if (!success) throw new UsageError(`Usage: npm run munadi -- ${exportUsage}`);
    return async function* (app) {
      for await (const piece of await app.get(AuditReading).export(data, null)) {
        yield piece.replace(/\r?\n$/, '');
      }
    };
  },
};

function* describe(found: Verification): Iterable<string> {
  const { lines, from, end, waiting, oldestWaitingAt, heads, faults } = found;
  yield `${lines} lines, from position ${from} to ${end.position}`;
  yield `head ${end.hash.toString('hex')}`;
  if (waiting > 0) {
    yield `${waiting} lines are not chained yet, since ${oldestWaitingAt?.toISOString() ?? 'unknown'}`;
  }
  yield heads > 0
    ? `held to ${heads} exported heads`
    : 'held to no exported head: a tail that was cut off, or a chain made anew, would not be seen';
  yield* faults.map(inWords);
  if (faults.length === 0) yield 'nothing was tampered with';
}

function inWords(fault: ChainFault): string {
  switch (fault.kind) {
    case 'changed':
      return `CHANGED: line ${fault.eventId} at position ${fault.position} is not the one that was chained`;
    case 'removed':
      return fault.eventId === null
        ? `REMOVED: position ${fault.position} is missing`
        : `REMOVED: line ${fault.eventId} is missing`;
    case 'inserted':
      return `INSERTED: line ${fault.eventId} was not written by the product`;
    case 'reordered':
      return `REORDERED: at position ${fault.position} stands the line of position ${fault.with}`;
    case 'cut':
      return `CUT: the record ends at position ${fault.position}; ${fault.exported} was exported`;
    case 'rewritten':
      return `REWRITTEN: at position ${fault.position} another hash was exported`;
    case 'dropped_without_word':
      return `DROPPED: lines up to position ${fault.position} are gone, and no line says so`;
    case 'head_not_ours':
      return `FOREIGN HEAD: the exported head of position ${fault.position} does not carry our signature`;
  }
}
