import type { PlatformName } from '../../../src/contract/platforms.js';

/** What comes back of a request. `unreachable`: no byte of it left. `lost`: it left, and no answer came. */
export const REPLIES = [
  'good',
  'unreachable',
  'lost',
  'server_error',
  'garbled',
  'throttled',
  'throttled_for_a_day',
  'duplicate',
  'unauthorized',
  'forbidden',
  'invalid',
  'no_credit',
] as const;
export type Reply = (typeof REPLIES)[number];

/** Replies after which the post may be public all the same, whatever they say. */
const AMBIGUOUS: Readonly<Partial<Record<PlatformName, ReadonlySet<Reply>>>> = {
  // "Duplicate": something on the way repeated the request and passed on the second answer.
  x: new Set(['lost', 'server_error', 'garbled', 'duplicate']),
  telegram: new Set(['lost', 'server_error', 'garbled']),
  // Meta has answered "limit" while the post was live.
  facebook: new Set([
    'lost',
    'server_error',
    'garbled',
    'duplicate',
    'throttled',
    'throttled_for_a_day',
  ]),
};

/** Whether a platform that replies so has made the post public; `wish` decides where both happen. */
export function isAccepted(platform: PlatformName, reply: Reply, wish: boolean): boolean {
  return reply === 'good' || (wish && AMBIGUOUS[platform]?.has(reply) === true);
}
