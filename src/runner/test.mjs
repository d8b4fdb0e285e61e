import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { findChromium, HOW_TO_GET_ONE } from './chromium.mjs';
import { install } from './install.mjs';
import { Advice, adviceOn, say } from './say.mjs';
import { ROOT, runNpm, runProgram } from './steps.mjs';
import { closingLine, exitCodeOf, summaryOf } from './summary.mjs';

const CHECKS = ['format', 'types', 'lint', 'imports', 'unused'];
/** Two cores: more at once would only make each slower. */
const LANES = 2;
const NO_TEST = 'no test ran';

/** Everything, or with a filter only the tests whose file it names. Closes with "N passed, N failed". */
export async function test(filters) {
  const rows = [];
  try {
    refuseOtherDatabase();
    await install();
    if (filters.length === 0) rows.push(...(await runChecks()));
    rows.push(await buildStep());
    rows.push(...(await runTests(filters)));
  } catch (error) {
    const { message } = adviceOn(error);
    rows.push({ name: 'set-up', passed: 0, failed: 1, skipped: 0, note: message });
  }
  process.stdout.write(`\n${summaryOf(rows)}\n\n${closingLine(rows)}\n`);
  return exitCodeOf(rows);
}

/** Tests empty what they use. */
function refuseOtherDatabase() {
  const given = process.env.DATABASE_URL;
  if (!given || /_test($|\?)/.test(given)) return;
  throw new Advice(
    'DATABASE_URL must name a database that ends in "_test" for the tests: unset it to use the embedded one, or name another.',
  );
}

async function runChecks() {
  say(`Checking: ${CHECKS.join(', ')} …`);
  const rows = [];
  const queue = [...CHECKS];
  const work = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      rows.push(await runCheck(name));
    }
  };
  await Promise.all(Array.from({ length: LANES }, work));
  return CHECKS.map((name) => rows.find((row) => row.name === name));
}

async function runCheck(name) {
  const startedAt = performance.now();
  const { code, output } = await runNpm(['run', '--silent', `check:${name}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (code !== 0) say(`\n--- ${name} ---\n${output.trimEnd()}\n`);
  return step(name, code === 0, startedAt);
}

async function buildStep() {
  const startedAt = performance.now();
  await build();
  return step('build', true, startedAt);
}

function step(name, isPassed, startedAt) {
  const seconds = (performance.now() - startedAt) / 1000;
  return { name, passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, skipped: 0, seconds };
}

async function runTests(filters) {
  const startedAt = performance.now();
  const wantsBrowser = filters.length === 0 || filters.some((filter) => filter.includes('browser'));
  const chromium = wantsBrowser ? await findChromium() : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'munadi-report-'));
  const report = join(folder, 'report.json');
  const { code } = await runProgram(
    process.execPath,
    [
      join(ROOT, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...filters,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...(chromium === undefined ? ['--exclude=test/browser/**'] : []),
    ],
    { env: { ...process.env, ...(chromium && { MUNADI_CHROMIUM: chromium }) } },
  );
  const tests = { ...countTests(report, code), seconds: (performance.now() - startedAt) / 1000 };
  rmSync(folder, { recursive: true, force: true });
  if (!wantsBrowser || chromium !== undefined) return [tests];
  // With only browser tests asked for, none is left that could have run.
  return tests.note === NO_TEST ? [withoutBrowser()] : [tests, withoutBrowser()];
}

/** A file that cannot even be loaded has no test that could fail, so it counts as one. */
function countTests(report, exitCode) {
  const found = readReport(report);
  const unloaded = found.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
  ).length;
  const passed = found.numPassedTests;
  const failed = found.numFailedTests + unloaded;
  const skipped = found.numPendingTests + found.numTodoTests;
  if (failed === 0 && exitCode !== 0) {
    return { name: 'tests', passed, failed: 1, skipped, note: `vitest ended with ${exitCode}` };
  }
  if (passed + failed === 0) {
    return { name: 'tests', passed, failed: 1, skipped, note: NO_TEST };
  }
  return { name: 'tests', passed, failed, skipped };
}

function readReport(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return {
      testResults: [],
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
    };
  }
}

function withoutBrowser() {
  const note = `SKIPPED: no browser; ${HOW_TO_GET_ONE}`;
  // On a build machine a browser is part of the deal.
  const isRequired = Boolean(process.env.CI);
  return {
    name: 'browser',
    passed: 0,
    failed: isRequired ? 1 : 0,
    skipped: isRequired ? 0 : 1,
    note,
  };
}
