import { readConfig } from '../../../src/kernel/config.js';

/** The product's own waits and limits, as it ships. */
export const TIMING = readConfig({
  DATABASE_URL: 'postgres://unused',
  MUNADI_CREDENTIAL_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
  MUNADI_SESSION_KEY: Buffer.alloc(32).toString('base64'),
}).deliveries;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
