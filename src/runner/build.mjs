import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { whileLocked } from './lock.mjs';
import { Advice, say } from './say.mjs';
import { hashOf, hasStamp, putStamp } from './stamp.mjs';
import { ROOT, runProgram } from './steps.mjs';

const isSource = (path) => !path.endsWith('.spec.ts') && !path.startsWith('src/runner/');

/** Puts a program that is built into a few files. */
export const BUNDLER = 'src/runner/bundle.mjs';

const PARTS = [
  {
    title: 'server',
    folder: 'dist',
    entry: 'dist/src/main.js',
    inputs: ['src', 'migrations', 'package-lock.json', 'nest-cli.json', 'tsconfig.json'],
    isInput: (path) => isSource(path) && path !== 'src/web',
    config: 'tsconfig.build.json',
    command: ['node_modules/@nestjs/cli/bin/nest.js', 'build'],
  },
  {
    title: 'server for its start',
    folder: 'dist/bundle',
    entry: 'dist/bundle/main.js',
    inputs: ['src', 'migrations', 'package-lock.json', 'nest-cli.json', 'tsconfig.json'],
    isInput: (path) => path === BUNDLER || (isSource(path) && path !== 'src/web'),
    config: BUNDLER,
    command: [BUNDLER, 'dist/src/main.js', 'dist/bundle'],
  },
  {
    title: 'web pages',
    folder: 'public',
    entry: 'public/index.html',
    inputs: ['src/web', 'src/contract', 'package-lock.json'],
    isInput: isSource,
    config: 'src/web/vite.config.ts',
    command: [
      'node_modules/vite/bin/vite.js',
      'build',
      '--config',
      'src/web/vite.config.ts',
      '--logLevel=warn',
    ],
  },
].filter(({ config }) => existsSync(join(ROOT, config)));

/** Builds what is out of date. */
export async function build() {
  if (isBuilt()) return;
  await whileLocked('build', async (onStart) => {
    for (const part of PARTS) {
      if (!isFresh(part)) await buildPart(part, onStart);
    }
  });
}

export function isBuilt() {
  return PARTS.every(isFresh);
}

function isFresh(part) {
  return existsSync(join(ROOT, part.entry)) && hasStamp(part.folder, stampOf(part));
}

function stampOf({ inputs, config, isInput }) {
  return hashOf([...inputs, config], isInput);
}

async function buildPart(part, onStart) {
  say(`Building the ${part.title} …`);
  const stamp = stampOf(part);
  // Gone before the first file changes: a build that is cut off must not look fresh.
  rmSync(join(ROOT, part.folder, '.munadi-stamp'), { force: true });
  await make(part.title, part.command, onStart);
  mkdirSync(join(ROOT, part.folder), { recursive: true });
  putStamp(part.folder, stamp);
}

/** Runs a tool of the build; what it says is shown when it fails. @throws Advice then */
export async function make(title, [tool, ...args], onStart) {
  const { code, output } = await runProgram(process.execPath, [join(ROOT, tool), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    onStart,
  });
  if (code === 0) return;
  say(output.trimEnd());
  throw new Advice(`The ${title} could not be built: see the errors above.`);
}
