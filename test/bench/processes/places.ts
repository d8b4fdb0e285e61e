import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The checkout: this file runs from dist-bench/test/bench/processes. */
export const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
export const PEERS = join(ROOT, 'test', 'bench', 'peers');

/** The built product, as `npm start` runs it. */
export const SERVER = join(ROOT, 'dist', 'bundle', 'main.js');
/** The same with the plain adapter in the place of one platform, put together in the same way. */
export const PLAIN_SERVER = join(ROOT, 'dist-bench', 'bundle', 'munadi-worker.js');

/** A process of the bench, built beside this one. */
export function benchEntry(path: string): string {
  return join(import.meta.dirname, '..', path);
}

const PEERS_NODE = join(PEERS, 'node_modules', 'node', 'bin', 'node');
/** What the youngest of the peers asks for. */
const PEERS_MAJOR = 24;

/** One Node for everything that is measured: this one, or that of the peers where this one is too old for them. */
export function measuredNode(): string {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= PEERS_MAJOR || !existsSync(PEERS_NODE) ? process.execPath : PEERS_NODE;
}

/** What `npm start` gives the server's Node, for the one that is measured. */
export const { SERVER_FLAGS } = (await import(
  pathToFileURL(join(ROOT, 'src', 'runner', 'server-flags.mjs')).href
)) as { SERVER_FLAGS: string[] };
