import { PLATFORM_NAMES, type PlatformName } from '../../../contract/platforms.js';

/** What somebody wants to connect: an account of a place on a platform, or one that is there already once more. */
export interface ConnectGoal {
  platform?: PlatformName | undefined;
  placeId?: number | undefined;
  accountId?: number | undefined;
}

const KEPT_AS = 'munadi.connecting';

export function goalIn(search: URLSearchParams): ConnectGoal {
  const platform = PLATFORM_NAMES.find((name) => name === search.get('platform'));
  return { platform, placeId: idIn(search, 'place'), accountId: idIn(search, 'account') };
}

export function searchOf({ platform, placeId, accountId }: ConnectGoal): URLSearchParams {
  const search = new URLSearchParams();
  if (platform !== undefined) search.set('platform', platform);
  if (placeId !== undefined) search.set('place', String(placeId));
  if (accountId !== undefined) search.set('account', String(accountId));
  return search;
}

/** Where the goal is reached step by step. */
export function pathTo(goal: ConnectGoal): string {
  return `/accounts/connect?${searchOf(goal).toString()}`;
}

/** For the way back from a platform's page, in this tab alone. Names no more than ids. */
export function rememberGoal(goal: ConnectGoal): void {
  sessionStorage.setItem(KEPT_AS, searchOf(goal).toString());
}

export function rememberedGoal(): ConnectGoal {
  return goalIn(new URLSearchParams(sessionStorage.getItem(KEPT_AS) ?? ''));
}

function idIn(search: URLSearchParams, name: string): number | undefined {
  const id = Number(search.get(name));
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}
