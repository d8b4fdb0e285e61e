import type { PlatformName } from '../contract/platforms.js';
import type { StopScope } from '../contract/stops.js';

/** A standing stop. Of the four subjects the one that its scope names is filled. */
export interface Stop {
  id: number;
  scope: StopScope;
  platform: PlatformName | null;
  districtPath: string | null;
  campaignId: number | null;
  accountId: number | null;
  reason: string;
}

/** The stops that stand, and the generation that every change of them raises by one. */
export interface StopSet {
  generation: number;
  stops: readonly Stop[];
}

/** What a stop can be about of a delivery. */
export interface Stoppable {
  platform: PlatformName;
  /** Path of the account's place, `/1/7/`. */
  districtPath: string;
  campaignId: number | null;
  accountId: number;
}

/** Pure: the first stop that binds the delivery. */
export function stopFor<S extends Stop>(
  { stops }: { stops: readonly S[] },
  delivery: Stoppable,
): S | undefined {
  return stops.find((stop) => binds(stop, delivery));
}

function binds(stop: Stop, delivery: Stoppable): boolean {
  switch (stop.scope) {
    case 'everything':
      return true;
    case 'platform':
      return stop.platform === delivery.platform;
    case 'district':
      return stop.districtPath !== null && delivery.districtPath.startsWith(stop.districtPath);
    case 'campaign':
      return stop.campaignId !== null && stop.campaignId === delivery.campaignId;
    case 'account':
      return stop.accountId === delivery.accountId;
  }
}
