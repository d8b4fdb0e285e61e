/** The first key seals; every key opens. */
export interface KeyRing {
  current: NamedKey;
  all: readonly NamedKey[];
}
export interface NamedKey {
  id: string;
  secret: Buffer;
}

/** A ring as an operator writes it; a wrapped key has to be unwrapped before anything opens with it. */
export type WrittenKey = { id: string; secret: Buffer } | { id: string; wrapped: Buffer };

export const KEY_BYTES = 32;
const ID = /^[a-z0-9-]{1,16}$/;
const WRAPPED = 'wrapped:';

/**
 * Pure: `id:base64 of 32 bytes` or `id:wrapped:base64`, newest first, separated by commas or lines. Undefined when any part
 * is something else, or an id stands twice.
 */
export function parseKeyRing(text: string): [WrittenKey, ...WrittenKey[]] | undefined {
  const parts = text.split(/[,\r\n]+/).map((part) => part.trim());
  const keys = parts.filter((part) => part !== '').map(parseKey);
  if (!keys.every((key) => key !== undefined)) return undefined;
  const [first, ...rest] = keys;
  if (!first || new Set(keys.map(({ id }) => id)).size < keys.length) return undefined;
  return [first, ...rest];
}

function parseKey(part: string): WrittenKey | undefined {
  const [id, encoded = ''] = part.split(/:(.*)/s);
  if (!id || !ID.test(id)) return undefined;
  if (encoded.startsWith(WRAPPED)) {
    const wrapped = Buffer.from(encoded.slice(WRAPPED.length), 'base64');
    return wrapped.length > 0 ? { id, wrapped } : undefined;
  }
  const secret = Buffer.from(encoded, 'base64');
  return secret.length === KEY_BYTES ? { id, secret } : undefined;
}

/** Pure: a key as a line of the ring. */
export function writeKey(key: WrittenKey): string {
  return 'secret' in key
    ? `${key.id}:${key.secret.toString('base64')}`
    : `${key.id}:${WRAPPED}${key.wrapped.toString('base64')}`;
}
