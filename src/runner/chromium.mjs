import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Advice, say } from './say.mjs';
import { runProgram } from './steps.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const MAC_APPLICATIONS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

export const HOW_TO_GET_ONE =
  'run "npx playwright-core install chromium", or name a Chromium in MUNADI_CHROMIUM';

/** A browser that starts, or undefined. On Debian root's run installs one, as it says. */
export async function findChromium() {
  const named = process.env.MUNADI_CHROMIUM;
  if (named) {
    if (runs(named)) return named;
    throw new Advice(
      `MUNADI_CHROMIUM names ${named}, which does not start: name another or unset it.`,
    );
  }
  return candidates().find(runs) ?? (await installOnDebian());
}

function candidates() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...MAC_APPLICATIONS.flatMap((name) =>
      ['/Applications', join(homedir(), 'Applications')].map((folder) =>
        join(folder, `${name}.app`, 'Contents', 'MacOS', name),
      ),
    ),
    ...downloadedByPlaywright(),
  ];
}

function downloadedByPlaywright() {
  const cache = [
    process.env.PLAYWRIGHT_BROWSERS_PATH ?? '',
    join(homedir(), '.cache', 'ms-playwright'),
    join(homedir(), 'Library', 'Caches', 'ms-playwright'),
  ].find((folder) => folder !== '' && existsSync(folder));
  if (cache === undefined) return [];
  const programs = [
    'chrome-linux64/chrome',
    'chrome-linux/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ];
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .flatMap((name) => programs.map((program) => join(cache, name, program)));
}

/** Ubuntu's package of that name is only a pointer to a snap: what counts is that it starts. */
function runs(program) {
  if (!existsSync(program)) return false;
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

async function installOnDebian() {
  if (process.getuid?.() !== 0 || !/^ID=debian$/m.test(osRelease())) return undefined;
  say('Installing Chromium for the browser tests: apt-get install chromium, about 20 seconds …');
  const apt = (...args) =>
    runProgram('apt-get', ['-y', '-qq', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  const installChromium = () => apt('install', '--no-install-recommends', 'chromium');
  let result = await installChromium();
  if (result.code !== 0) {
    // A fresh machine has no list of packages, or an old one.
    await apt('update');
    result = await installChromium();
  }
  if (result.code !== 0) say(result.output.trimEnd());
  return candidates().find(runs);
}

function osRelease() {
  return existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
}
