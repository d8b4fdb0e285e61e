import type { PlatformName } from '../../../src/contract/platforms.js';

/** `plain`: one HTTP POST through the product's own egress. The others: the product's clients and their libraries. */
export const CLIENT_KINDS = ['plain', 'telegram', 'x'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** The platform in whose place the plain adapter stands. */
export const PLAIN_PLATFORM: PlatformName = 'facebook';

export function platformOf(kind: ClientKind): PlatformName {
  return kind === 'plain' ? PLAIN_PLATFORM : kind;
}

/** The sealed cells of the account with this number, each with a bot or an app of its own. */
export function credentialsOf(kind: ClientKind, key: number): Record<string, string> {
  switch (kind) {
    case 'plain':
      return { token: `t${key}` };
    case 'telegram':
      return { botToken: `${key}:bench` };
    case 'x':
      return { appKey: `k${key}`, appSecret: 'a', accessToken: `t${key}`, accessSecret: 'b' };
  }
}

/** Fits every platform; with it a request has about 500 bytes. */
export const TEXT = 'A public meeting is held on Sunday at ten in every district. '
  .repeat(4)
  .trim();
