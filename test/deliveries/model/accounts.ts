import type { PlatformName } from '../../../src/contract/platforms.js';

/** Every class of what can be proved about a lost answer, and one platform twice. */
const PLATFORMS: readonly PlatformName[] = ['x', 'telegram', 'facebook', 'x'];

export const ACCOUNT_IDS: readonly number[] = PLATFORMS.map((_, index) => index + 1);

export function platformOf(accountId: number): PlatformName {
  const platform = PLATFORMS[accountId - 1];
  if (!platform) throw new Error(`There is no account ${accountId}`);
  return platform;
}
