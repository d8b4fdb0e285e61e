import { PLATFORM_NAMES, type PlatformName } from '../../contract/platforms.js';
import type { Selection } from './selection.js';
import type { DistrictTree } from './tree.js';

/** How far a choice carries: accounts on each platform, whether or not the platform is chosen too. */
export interface Reach {
  districts: number;
  accounts: number;
  perPlatform: Record<PlatformName, number>;
}

/** Districts count when at least one of their accounts is on a chosen platform. */
export function measureReach(
  tree: DistrictTree,
  selection: Selection,
  platforms: readonly PlatformName[],
): Reach {
  const reach: Reach = {
    districts: 0,
    accounts: 0,
    perPlatform: onNone(),
  };
  const visit = (id: number, isInAbove: boolean) => {
    const mark = selection.get(id);
    const isIn = mark ? mark === 'in' : isInAbove;
    if (isIn) addPlace(reach, tree.byId.get(id)?.platforms ?? [], platforms);
    for (const child of tree.childrenOf(id)) visit(child.id, isIn);
  };
  for (const root of tree.roots) visit(root.id, false);
  return reach;
}

function onNone(): Reach['perPlatform'] {
  return Object.fromEntries(PLATFORM_NAMES.map((name) => [name, 0])) as Reach['perPlatform'];
}

function addPlace(reach: Reach, held: readonly string[], chosen: readonly PlatformName[]): void {
  const own = PLATFORM_NAMES.filter((platform) => held.includes(platform));
  for (const platform of own) reach.perPlatform[platform] += 1;
  const carrying = own.filter((platform) => chosen.includes(platform)).length;
  reach.accounts += carrying;
  if (carrying > 0) reach.districts += 1;
}
