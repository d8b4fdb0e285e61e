import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { say } from './say.mjs';
import { ROOT } from './steps.mjs';

const INTERVAL_MS = 200;

/**
 * Lets one run at a time do the work; the others wait and then look again whether it is needed.
 * A program that the work starts holds the lock too, since it lives on when its starter is killed.
 */
export async function whileLocked(name, work) {
  const folder = join(ROOT, '.data');
  const file = join(folder, `${name}.lock`);
  mkdirSync(folder, { recursive: true });
  let hasSaid = false;
  while (!take(file)) {
    const content = read(file);
    const holder = content.split('\n').map(Number).find(isAtWork);
    if (holder === undefined) {
      removeStale(file, content);
      continue;
    }
    if (!hasSaid) say(`Waiting for process ${holder}, which does the ${name} …`);
    hasSaid = true;
    await pause(INTERVAL_MS);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work((pid) => appendFileSync(file, `\n${pid}`));
  } finally {
    process.off('exit', release);
    release();
  }
}

/** The link appears with its content or not at all, so nobody reads half a number. */
function take(file) {
  const draft = `${file}-${process.pid}`;
  writeFileSync(draft, `${process.pid}`);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Only the one that renames it removes it: two that wait may find the same stale lock. */
function removeStale(file, content) {
  const taken = `${file}-stale-${process.pid}`;
  try {
    renameSync(file, taken);
    if (read(taken) !== content) linkSync(taken, file);
    rmSync(taken, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
}

/** A dead process' number may have gone to any other program. */
function isAtWork(pid) {
  if (pid === process.pid || !(pid > 0)) return false;
  try {
    const command = commandLine(pid).replaceAll('\0', ' ');
    return ['run.mjs', 'npm ci', 'npm-cli.js ci', ROOT].some((part) => command.includes(part));
  } catch {
    return false;
  }
}

function commandLine(pid) {
  if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
}
