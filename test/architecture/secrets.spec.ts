import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '../../src');

/** Not in what plays the platforms, nor in the browser, where nothing is kept from anybody. */
const ELSEWHERE = /\/(?:simulator|sandbox|web|demo|embedded-database)\/|\.spec\.ts$/;

const NAME = String.raw`[\w.]*(?:secret|signature|password|token|hash|proof|hmac|digest)\w*`;
/** A fingerprint of what whoever compares it may read is none: of a post, of the words to approve, of lines of the record. */
const NO_SECRET =
  /contentHash|row\.sha256\.toString\('hex'\) !== hash|^\s*return .*\bhash\.toString\('hex'\)/;
/** Compared with something else than the absence of it. */
const COMPARED = new RegExp(
  String.raw`\b${NAME}\s*[!=]={1,2}(?!=)\s*(?=\S)(?!undefined|null|'|\d)|[!=]={1,2}(?!=)\s*${NAME}\b(?!\.length|\()|\b${NAME}\.(?:equals|compare|localeCompare)\(`,
  'i',
);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !ELSEWHERE.test(path));
}

it('Secrets are compared in a time that tells nothing of them: with isSameSecret, never with ===', () => {
  const files = filesBelow(SOURCES);
  expect(files.length).toBeGreaterThan(200);
  const compared = files.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(?:\*|\/\/|\/\*)/.test(line) && COMPARED.test(line))
      .filter((line) => !NO_SECRET.test(line))
      .map((line) => `${path.slice(SOURCES.length + 1)}: ${line.trim()}`),
  );
  expect(compared).toEqual([]);
});

it.each([
  'if (given === secret) return true;',
  'return query.sig !== expectedSignature;',
  "if (headers['x-token'] == config.webhookSecret) {",
  'tokenHash.equals(other)',
])('the check would see: %s', (line) => {
  expect(COMPARED.test(line)).toBe(true);
});
