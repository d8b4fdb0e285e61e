import { FINE } from './fate.js';
import { goOn, wait } from './perform.js';
import { HOUR_MS } from './timing.js';
import type { World } from './world.js';

/** A platform may name a day, the database's clock may have been ahead by one; all own waits are below six hours. */
const QUIET_WITHIN_MS = 54 * HOUR_MS;

/** Faults are over, everybody restarts, and time goes on until no row needs anybody. */
export function comeToRest(world: World): void {
  const { clocks } = world;
  world.hands = [];
  world.looks = [];
  clocks.mend();
  const endsAtMs = clocks.truthMs + QUIET_WITHIN_MS;
  while (goOn(world, FINE) || wait(world)) {
    if (clocks.truthMs > endsAtMs) throw new Error('I16: something still moves after 54 hours');
  }
}
