import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const README = join(root, 'src/platforms/README.md');

/** A block of code in the README that says which file it is, or what is added to one. */
export interface Block {
  file: string;
  language: string;
  code: string;
}

export function blocksOfReadme(): Block[] {
  const found = readFileSync(README, 'utf8').matchAll(/^```(\w+) file=(\S+)\n([\s\S]*?)^```$/gm);
  return [...found].map(([, language = '', file = '', code = '']) => ({ language, file, code }));
}

/** A copy of what the build and a platform's spec need; what is installed is shared. */
export function copySources(folder: string): void {
  for (const part of [
    'src',
    'migrations',
    'test/platforms',
    'test/support/trust-loopback.ts',
    'package.json',
    'tsconfig.json',
  ]) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
}

export function layOver(folder: string, blocks: readonly Block[]): void {
  for (const { file, language, code } of blocks) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, language === 'diff' ? patched(readFileSync(path, 'utf8'), code) : code);
  }
}

/** Parts are separated by an empty line; three dots at the end of a line stand for the rest of it. */
function patched(content: string, diff: string): string {
  return diff
    .trimEnd()
    .split('\n\n')
    .reduce((before, part) => {
      const lines = part.split('\n');
      const [old, changed] = [linesWith(lines, ' -'), linesWith(lines, ' +')];
      if (before.split(old).length !== 2) throw new Error(`This stands not once: ${old}`);
      return before.replace(old, () => changed);
    }, content);
}

function linesWith(lines: readonly string[], marks: string): string {
  return lines
    .filter((line) => marks.includes(line.charAt(0)))
    .map((line) => line.slice(1).replace(/…$/, ''))
    .join('\n');
}
