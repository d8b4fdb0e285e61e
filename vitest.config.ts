import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Nest injects by the type of a constructor's parameter, which only emitted metadata tells.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
    setupFiles: ['test/support/trust-loopback.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    // The product is loaded once a process, not once a file: that would be a quarter of the time of all tests. So a file
    // leaves nothing behind in what it loads.
    isolate: false,
    // Two cores: one for the tests, one for the database and the simulators.
    maxWorkers: 2,
    // A journey starts and kills real processes, which a loaded machine does slowly.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
  },
});
