import { facebookSimulator } from '../platforms/facebook/simulator/facebook.simulator.js';
import { instagramSimulator } from '../platforms/instagram/simulator/instagram.simulator.js';
import { signalSimulator } from '../platforms/signal/simulator/signal.simulator.js';
import { telegramSimulator } from '../platforms/telegram/simulator/telegram.simulator.js';
import { xSimulator } from '../platforms/x/simulator/x.simulator.js';
import type { PlatformName } from './platforms.js';
import type { Simulator } from './simulator.js';

/** Every platform the sandbox plays. A new one is a line here and a name in platforms.ts. */
export const simulators: Record<PlatformName, Simulator<unknown>> = {
  x: xSimulator,
  telegram: telegramSimulator,
  facebook: facebookSimulator,
  instagram: instagramSimulator,
  signal: signalSimulator,
};
