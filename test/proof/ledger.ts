import { readFile } from 'node:fs/promises';
import { ledgerLineShape, type LedgerLine } from '../../src/sandbox/ledger-line.js';

/** What the platforms have seen: the lines of the sandbox's own file. One that a crash cut short is left out. */
export async function readLedger(file: string): Promise<LedgerLine[]> {
  const text = await readFile(file, 'utf8');
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    try {
      return [ledgerLineShape.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}
