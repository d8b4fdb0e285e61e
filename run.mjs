#!/usr/bin/env node
/** Two-command set-up: npm runs this before anything is installed, so it needs Node alone. */
import { bench } from './src/runner/bench.mjs';
import { build, isBuilt } from './src/runner/build.mjs';
import { commandLineEnvironment } from './src/runner/demo-environment.mjs';
import { install, isInstalled } from './src/runner/install.mjs';
import { proof } from './src/runner/proof.mjs';
import { refuseUnfitNode } from './src/runner/node-version.mjs';
import { Advice, adviceOn, say } from './src/runner/say.mjs';
import { SERVER_FLAGS } from './src/runner/server-flags.mjs';
import { runNode } from './src/runner/steps.mjs';
import { test } from './src/runner/test.mjs';

const USAGE = `Usage:
  npm run demo                 a trial with made-up districts and simulated platforms
  npm run demo -- --reset      the same from the beginning (--port N, --name NAME, --no-open)
  npm test                     every check and test; npm test -- FILTER runs some of the tests
  npm run proof                kills workers and the database for --seconds N by --seed S, and audits
  npm run proof -- --fuzz      asks the API 10,000 odd things as each role (--requests N, --seed S)
  npm start                    the server itself; needs DATABASE_URL and its secrets
  npm run munadi -- HELP       the command line
  npm run bench -- all         how fast it is, beside other queues (test/bench/README.md)
  npm run build                server and web pages, when they are out of date`;

async function prepare() {
  await install();
  await build();
}

const verbs = {
  async demo(args) {
    await prepare();
    return runNode('dist/src/demo/main.js', args, { flags: SERVER_FLAGS });
  },
  async start(args) {
    // A server that was built elsewhere has no build tools installed, and needs none.
    if (!(isBuilt() && isInstalled('somehow'))) await prepare();
    return runNode('dist/bundle/main.js', args, { flags: SERVER_FLAGS });
  },
  async munadi(args) {
    if (!(isBuilt() && isInstalled('somehow'))) await prepare();
    return runNode('dist/src/cli/main.js', args, { env: commandLineEnvironment() });
  },
  async build() {
    await prepare();
    return 0;
  },
  bench,
  proof,
  test,
};

const [verb = '', ...args] = process.argv.slice(2);
try {
  refuseUnfitNode();
  if (!Object.hasOwn(verbs, verb)) throw new Advice(USAGE);
  process.exitCode = await verbs[verb](args);
} catch (error) {
  say(adviceOn(error).message);
  process.exitCode = 1;
}
