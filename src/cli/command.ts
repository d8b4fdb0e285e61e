import { readFile } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { ProblemError } from '../kernel/problem-error.js';

/** Carries out one command against the product's modules; yields lines for the terminal. */
export type Order = (app: INestApplicationContext) => AsyncIterable<string>;

export interface Command {
  /** The two words that call it: `districts import`. */
  name: string;
  /** With its arguments, as the help shows it. */
  usage: string;
  summary: string;
  /** @throws UsageError */
  read(args: string[]): Order;
}

/** The command was called in a way that it does not know. */
export class UsageError extends Error {}

/** The order was carried out, and what it found is bad news: the lines before say what. */
export class OrderFailed extends Error {}

/** The first argument that is no option. @throws UsageError */
export function requireArgument(positionals: readonly string[], usage: string): string {
  const [first] = positionals;
  if (first === undefined) throw new UsageError(`Usage: npm run munadi -- ${usage}`);
  return first;
}

/** The file's text: UTF-8, or UTF-16 as some spreadsheets export it. @throws ProblemError */
export async function readTextFile(file: string): Promise<string> {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) throw new ProblemError(422, [{ code: 'file_missing', params: { file } }]);
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}
