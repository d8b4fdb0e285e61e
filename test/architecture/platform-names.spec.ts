import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { PLATFORM_NAMES } from '../../src/contract/platforms.js';

const root = join(import.meta.dirname, '../..');

/** Where a platform's name may stand: one line in each of these makes a platform known. The README names them too. */
const MAPS = [
  'src/contract/platforms.ts',
  'src/platforms/platforms.module.ts',
  'src/sandbox/platforms.ts',
  'src/sandbox/simulators.ts',
  'src/sandbox/page/columns.ts',
  'src/web/theme/icon.tsx',
];
/** A platform's own folder, and the made-up world of the demo. */
const AT_HOME = /^src\/(platforms\/[^/]+\/|demo\/)/;

const names = new Set<string>(PLATFORM_NAMES);

function sources(): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file))
    .filter((file) => !AT_HOME.test(file));
}

/** Lines on which a platform is asked for by its name, as a value, a type or the key of a map. */
function namings(file: string, content: string): string[] {
  const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const note = (node: ts.Node) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${file}:${line + 1} ${node.getText().split('\n')[0] ?? ''}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && names.has(node.text) && !isImported(node)) note(node);
    if (keysOf(node).filter((key) => names.has(key)).length > 1) note(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isImported({ parent }: ts.Node): boolean {
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent);
}

/** One key may be an AbortSignal's; two are a map by platform. */
function keysOf(node: ts.Node): string[] {
  if (!ts.isObjectLiteralExpression(node) && !ts.isTypeLiteralNode(node)) return [];
  const members: readonly (ts.ObjectLiteralElementLike | ts.TypeElement)[] =
    'properties' in node ? node.properties : node.members;
  return members.flatMap(({ name }) => (name && ts.isIdentifier(name) ? [name.text] : []));
}

describe('the name of a platform', () => {
  it('is asked for nowhere outside its folder and the maps that list every platform', () => {
    const others = sources().filter((file) => !MAPS.includes(file));
    expect(others.length).toBeGreaterThan(300);
    const found = others.flatMap((file) => namings(file, readFileSync(join(root, file), 'utf8')));
    expect(found).toEqual([]);
  });

  it.each(MAPS)('stands in %s', (file) => {
    expect(namings(file, readFileSync(join(root, file), 'utf8'))).not.toEqual([]);
  });

  it('is named with every map by the README, so that nobody forgets one', () => {
    const readme = readFileSync(join(root, 'src/platforms/README.md'), 'utf8');
    expect(MAPS.filter((file) => !readme.includes(`file=${file}`))).toEqual([]);
  });

  it.each([
    "if (platform === 'telegram') wait();",
    'const isX = `x` === platform;',
    "type Own = Extract<PlatformName, 'facebook'>;",
    'const perPlatform = { x: 0, telegram: 0 };',
    'interface Reach { per: { x: number; facebook: number } }',
    "switch (name) { case 'signal': break; }",
  ])('would be found in: %s', (code) => {
    expect(namings('a.ts', code)).toHaveLength(1);
  });

  it.each([
    '// X and telegram',
    "import { x } from 'x';",
    'send({ signal: abort.signal });',
    "const word = 'telegrams';",
  ])('is not taken for one in: %s', (code) => {
    expect(namings('a.ts', code)).toEqual([]);
  });
});
