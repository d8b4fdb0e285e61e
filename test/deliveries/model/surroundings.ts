import type { Clocks } from './clocks.js';
import type { Request } from './fate.js';
import type { SimulatedPlatform } from './simulated-platform.js';
import type { DeliveryStores } from './stores.js';
import type { Table } from './table.js';
import type { Tally } from './tally.js';

/** What a worker or a looker finds around itself. */
export interface Surroundings {
  readonly clocks: Clocks;
  readonly table: Table;
  readonly platform: SimulatedPlatform;
  readonly stores: DeliveryStores;
  readonly tally: Tally;
  /** Requests that have not reached their platform; the worker of one may be dead by now. */
  requests: Request[];
  /** A request reaches its platform, unless its time is over. */
  deliver(request: Request): void;
}
