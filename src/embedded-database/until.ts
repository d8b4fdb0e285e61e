import { setTimeout as pause } from 'node:timers/promises';

const INTERVAL_MS = 20;

/** Asks again until the answer is yes; false when it never was within the limit. */
export async function until(
  condition: () => Promise<boolean> | boolean,
  limitMs: number,
): Promise<boolean> {
  for (let waitedMs = 0; waitedMs <= limitMs; waitedMs += INTERVAL_MS) {
    if (await condition()) return true;
    await pause(INTERVAL_MS);
  }
  return false;
}
