import { describe, expect, it } from 'vitest';
import { failuresOf, reportOf } from './report.js';
import { runProof } from './run-proof.js';

/** Set by `npm run proof`; without it a short proof is part of `npm test`. */
const options = {
  seconds: Number(process.env['MUNADI_PROOF_SECONDS'] ?? 20),
  seed: Number(process.env['MUNADI_PROOF_SEED'] ?? 1),
};

const say = (line: string) => process.stdout.write(`${line}\n`);

describe('the promise', () => {
  it(
    'holds while platforms fail, workers and the database are killed, and nobody looks after them',
    async () => {
      const proof = await runProof(options, say);
      say(reportOf(proof, options));
      expect(failuresOf(proof, options)).toEqual([]);
    },
    (options.seconds * 2 + 300) * 1_000,
  );
});
