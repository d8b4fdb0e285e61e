import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { ROOT, runProgram } from './steps.mjs';

/**
 * Kills workers and the database for a while and tells from the ledger whether the promise held. With `--fuzz` asks the
 * API `--requests` odd things as each role instead.
 */
export async function proof(args) {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      fuzz: { type: 'boolean', default: false },
      requests: { type: 'string', default: '10000' },
    },
  });
  await install();
  await build();
  const { code } = await runProgram(
    process.execPath,
    [
      join(ROOT, 'node_modules/vitest/vitest.mjs'),
      'run',
      values.fuzz ? 'test/fuzz/fuzz.spec.ts' : 'test/proof/proof.spec.ts',
    ],
    {
      env: {
        ...process.env,
        MUNADI_PROOF_SECONDS: values.seconds,
        MUNADI_PROOF_SEED: values.seed,
        MUNADI_FUZZ_SEED: values.seed,
        MUNADI_FUZZ_REQUESTS: values.requests,
      },
      endsWith: 'its own code',
    },
  );
  return code;
}
