import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../src/contract/session.js';
import { FuzzApp } from './fuzz-app.js';
import { runFuzz } from './run-fuzz.js';

/** Set by `npm run proof -- --fuzz`; without it a short run is part of `npm test`. */
const requests = Number(process.env['MUNADI_FUZZ_REQUESTS'] ?? 1_000);
const isLong = process.env['MUNADI_FUZZ_REQUESTS'] !== undefined;
const seed = Number(process.env['MUNADI_FUZZ_SEED'] ?? 1);

let app: FuzzApp;
beforeAll(async () => {
  app = await FuzzApp.open();
});
afterAll(() => app.close());

/** Fewer are open to these. */
const DOORS: Record<string, number> = { nobody: 0, booth_relay: 5 };

describe('whatever is asked of the API', () => {
  it.each([...ROLES, 'nobody'])(
    'it answers %s at once, without a fault and without giving anything away',
    async (role) => {
      const { faults, statuses, opened, closed } = await runFuzz({
        url: app.url,
        document: await app.document(),
        requests,
        seed,
        signIn: () => (role === 'nobody' ? Promise.resolve('') : app.signIn(role)),
        secrets: app.secrets,
      });
      const counts = [...statuses].sort().map(([status, count]) => `${status}: ${count}`);
      process.stdout.write(`fuzz ${role}, seed ${seed}: ${counts.join(', ')}\n`);
      process.stdout.write(`  ${closed.size} routes never did what was asked\n`);
      if (isLong) process.stdout.write(`  ${[...closed].join(', ')}\n`);
      expect(faults.join('\n')).toBe('');
      // A run that never gets past the door proves nothing.
      expect(opened.size).toBeGreaterThan(DOORS[role] ?? 10);
    },
    requests * 120 + 60_000,
  );
});
