import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PLATFORM_NAMES } from '../../src/contract/platforms.js';

const src = join(import.meta.dirname, '../../src');

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

describe('the map of the code', () => {
  it('names every folder of src and no other', () => {
    const map = readFileSync(join(src, 'README.md'), 'utf8');
    const named = [...map.matchAll(/^\| `([a-z-]+)` +\|/gm)].map((match) => match[1] ?? '');
    expect(named.sort()).toEqual(foldersIn(src).sort());
  });

  it.each(PLATFORM_NAMES)(
    'finds the same files in the folder of %s as in every platform',
    (name) => {
      const expected = [
        'budgets',
        'client',
        'credentials',
        'limits',
        'module',
        'outcome',
        'platform',
        'spec',
      ];
      for (const part of expected) {
        expect(existsSync(join(src, 'platforms', name, `${name}.${part}.ts`)), part).toBe(true);
      }
      expect(foldersIn(join(src, 'platforms', name))).toEqual(['simulator']);
    },
  );

  it('leads from the README only to files that exist', () => {
    const readmes = [
      join(src, '..', 'README.md'),

      join(src, 'README.md'),
      ...foldersIn(src).map((f) => join(src, f, 'README.md')),
    ];
    for (const readme of readmes.filter((file) => existsSync(file))) {
      const links = readFileSync(readme, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)\)/g);
      for (const [, target = ''] of links) {
        expect(existsSync(join(readme, '..', target)), `${readme}: ${target}`).toBe(true);
      }
    }
  });
});
