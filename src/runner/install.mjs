import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { whileLocked } from './lock.mjs';
import { Advice, say } from './say.mjs';
import { hashOf, hasStamp, putStamp } from './stamp.mjs';
import { ROOT, runNpm } from './steps.mjs';

/** Installs exactly what package-lock.json says, when that is not there already. */
export async function install() {
  if (isInstalled()) return;
  await whileLocked('install', async (onStart) => {
    if (isInstalled()) return;
    if (!isInstalledByHand()) await cleanInstall(onStart);
    putStamp('node_modules', wantedStamp());
  });
}

/** 'somehow' is content with any installed packages, such as those for production alone. */
export function isInstalled(how = 'exactly') {
  if (how === 'somehow') return existsSync(join(ROOT, 'node_modules', '.package-lock.json'));
  return hasStamp('node_modules', wantedStamp());
}

function wantedStamp() {
  const nodeMajor = process.versions.node.split('.')[0];
  return `${hashOf(['package-lock.json'])} node${nodeMajor} ${process.platform}-${process.arch}`;
}

async function cleanInstall(onStart) {
  say('Installing packages: about 415 MB, once, 1-3 minutes …');
  const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runNpm(['ci', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    onStart,
  });
  if (code === 0) return;
  say(output.trimEnd());
  if (/\bEUSAGE\b/.test(output)) {
    throw new Advice(
      'package-lock.json does not fit package.json: take both from the same commit, or run "npm install" if you changed package.json yourself.',
    );
  }
  throw new Advice(
    'The packages could not be installed: see what npm says above (often the network or a full disk) and run the command again.',
  );
}

/** npm notes what it installed; every package that this machine needs must be in that note. */
function isInstalledByHand() {
  const [wanted, present] = ['package-lock.json', 'node_modules/.package-lock.json'].map(
    packagesIn,
  );
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || !isNeeded(entry) || present[path]?.version === entry.version,
  );
}

function packagesIn(lockFile) {
  const path = join(ROOT, lockFile);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

function isNeeded({ optional, os, cpu, libc }) {
  if (!optional) return true;
  if (os === undefined || cpu === undefined || libc !== undefined) return false;
  return os.includes(process.platform) && cpu.includes(process.arch);
}
