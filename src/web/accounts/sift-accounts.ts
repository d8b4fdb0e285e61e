import type { AccountHealth } from '../../contract/account-health.js';
import type { AccountView } from '../../contract/accounts.js';
import { PLATFORM_NAMES, type PlatformName } from '../../contract/platforms.js';

export interface AccountSieve {
  words: string;
  platform: PlatformName | null;
  health: AccountHealth | null;
}

export interface PlaceAccounts {
  districtId: number;
  districtNameEn: string;
  districtNameHi: string;
  accounts: AccountView[];
}

/** Accounts by district, in the order the districts came and each district's by platform; districts left without any are gone. */
export function siftAccounts(
  accounts: readonly AccountView[],
  sieve: AccountSieve,
): PlaceAccounts[] {
  const places = new Map<number, PlaceAccounts>();
  for (const account of accounts) {
    if (!passes(account, sieve)) continue;
    const { districtId, districtNameEn, districtNameHi } = account;
    const place = places.get(districtId);
    if (place) place.accounts.push(account);
    else
      places.set(districtId, { districtId, districtNameEn, districtNameHi, accounts: [account] });
  }
  for (const place of places.values()) place.accounts.sort(byPlatform);
  return [...places.values()];
}

function byPlatform(a: AccountView, b: AccountView): number {
  return PLATFORM_NAMES.indexOf(a.platform) - PLATFORM_NAMES.indexOf(b.platform);
}

function passes(account: AccountView, { words, platform, health }: AccountSieve): boolean {
  if (platform !== null && account.platform !== platform) return false;
  if (health !== null && account.health !== health) return false;
  const sought = words.trim().toLowerCase();
  return [account.districtNameEn, account.districtNameHi, account.handle].some((name) =>
    name.toLowerCase().includes(sought),
  );
}
