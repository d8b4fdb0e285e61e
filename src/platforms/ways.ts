import type { ConnectWay } from '../contract/platforms.js';
import type { AnyPlatform } from './platform.js';

/** How accounts of `platform` get connected where these are `offered`, the way with the least work for people first. */
export function waysTo(platform: AnyPlatform, offered: readonly AnyPlatform[]): ConnectWay[] {
  const { name } = platform.capabilities;
  const lister = offered.find(({ lists = [] }) => lists.includes(name));
  const ways: ConnectWay[] = [];
  if (platform.connection) ways.push({ kind: 'lend' });
  if (platform.discovery) ways.push({ kind: 'find' });
  if (lister) ways.push({ kind: 'list', tokenOf: lister.capabilities.name });
  ways.push({ kind: 'rows', columns: platform.credentials.columns });
  return ways;
}
