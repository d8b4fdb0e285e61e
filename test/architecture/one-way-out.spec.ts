import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Modules with which a program can open a connection of its own. */
const WAYS_OUT =
  /^(node:)?(https?|http2|net|tls|dgram|dns)(\/promises)?$|^(undici|axios|got|node-fetch|ws)$/;

/** What of them reads an address that is there, and opens nothing. */
const ONLY_READS = /^isIP(v4|v6)?$/;

/** Where a request may begin; and what is no part of the product that serves an organisation. */
const ALLOWED = [
  /^src\/kernel\/egress\//,
  // A child of one machine: the database of the demo and the tests.
  /^src\/embedded-database\//,
  /^src\/(demo|sandbox)\//,
  /\/simulator\//,
  // Runs in a browser.
  /^src\/web\//,
];

function sources(): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/\.spec\.tsx?$/.test(file))
    .filter((file) => !ALLOWED.some((allowed) => allowed.test(file)));
}

/** Imports of what can open something, dynamic ones too, and what the runtime itself offers. */
function waysOut(file: string, content: string): string[] {
  const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isWayOut(node)) found.push(`${file}: ${node.getText().split('\n')[0] ?? ''}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isWayOut(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) {
    return !isHarmless(node) && namesWayOut(node.moduleSpecifier);
  }
  if (ts.isCallExpression(node)) {
    const { expression } = node;
    const loads = expression.kind === ts.SyntaxKind.ImportKeyword || isNamed(expression, 'require');
    return (loads && namesWayOut(node.arguments[0])) || isNamed(expression, 'fetch');
  }
  if (ts.isPropertyAccessExpression(node)) {
    return isNamed(node.expression, 'globalThis') && node.name.text === 'fetch';
  }
  return (
    ts.isNewExpression(node) &&
    /^(WebSocket|EventSource|XMLHttpRequest)$/.test(node.expression.getText())
  );
}

function isHarmless({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = importClause?.namedBindings;
  return (
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.length > 0 &&
    bindings.elements.every(({ isTypeOnly, name }) => isTypeOnly || ONLY_READS.test(name.text))
  );
}

function namesWayOut(node: ts.Expression | undefined): boolean {
  return node !== undefined && ts.isStringLiteralLike(node) && WAYS_OUT.test(node.text);
}

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

describe('a request that leaves the house', () => {
  it('begins in kernel/egress and nowhere else', () => {
    const files = sources();
    expect(files.length).toBeGreaterThan(250);
    const found = files.flatMap((file) => waysOut(file, readFileSync(join(root, file), 'utf8')));
    expect(found).toEqual([]);
  });

  it('is given the guarded agent by every library that sends', () => {
    for (const file of ['x/x.client.ts', 'telegram/telegram.client.ts']) {
      const content = readFileSync(join(root, 'src/platforms', file), 'utf8');
      expect(content, file).toMatch(/outgoingAgent\(this\.apiUrl\)/);
    }
    // The signer of the file store only signs.
    const store = readFileSync(join(root, 'src/media/files/s3-files.ts'), 'utf8');
    expect(store).toMatch(/import \{ AwsV4Signer \} from 'aws4fetch'/);
  });

  it.each([
    "import { request } from 'node:https';",
    "import http from 'http';",
    "import * as net from 'net';",
    "const { Agent } = await import('undici');",
    "const http = require('node:http');",
    "await fetch('https://a');",
    'const send = globalThis.fetch;',
    "new WebSocket('wss://a');",
  ])('would be found in: %s', (code) => {
    expect(waysOut('a.ts', code)).toHaveLength(1);
  });

  it.each([
    "import type { IncomingMessage } from 'node:http';",
    "import { type Server } from 'node:net';",
    'store.fetch(file);',
    "import { fetch } from './own.js';",
  ])('is not taken for one in: %s', (code) => {
    expect(waysOut('a.ts', code)).toEqual([]);
  });
});
