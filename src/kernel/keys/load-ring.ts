import { readFile } from 'node:fs/promises';
import {
  KEY_BYTES,
  parseKeyRing,
  type KeyRing,
  type NamedKey,
  type WrittenKey,
} from './key-ring.js';
import { RING_FORM, type KeySettings } from './key-settings.js';
import { keyWrapper } from './key-wrapper.js';

/** The ring cannot be read or unwrapped. Says which key, and nothing of it. */
export class KeysUnreadable extends Error {
  constructor(reason: string) {
    super(`The keys that seal credentials are not readable: ${reason}`);
    this.name = 'KeysUnreadable';
  }
}

/** @throws KeysUnreadable */
export async function writtenKeys({ ring }: KeySettings): Promise<[WrittenKey, ...WrittenKey[]]> {
  if (ring.kind === 'written') return ring.keys;
  const text = await readFile(ring.path, 'utf8').catch(() => undefined);
  if (text === undefined) throw new KeysUnreadable('MUNADI_CREDENTIAL_KEYS_FILE cannot be read');
  const keys = parseKeyRing(text);
  if (!keys) throw new KeysUnreadable(`MUNADI_CREDENTIAL_KEYS_FILE ${RING_FORM}`);
  return keys;
}

/** @throws KeysUnreadable */
export async function unwrapRing(
  [first, ...rest]: readonly [WrittenKey, ...WrittenKey[]],
  settings: KeySettings,
): Promise<KeyRing> {
  const current = await plainKey(first, settings);
  const older = await Promise.all(rest.map((key) => plainKey(key, settings)));
  return { current, all: [current, ...older] };
}

async function plainKey(key: WrittenKey, { wrapper }: KeySettings): Promise<NamedKey> {
  if ('secret' in key) return key;
  if (!wrapper) {
    throw new KeysUnreadable(
      `${key.id} is wrapped: set MUNADI_KEY_WRAP_COMMAND or MUNADI_KEY_WRAP_URL`,
    );
  }
  const secret = await keyWrapper(wrapper)
    .unwrap(key.wrapped)
    .catch((error: unknown) => {
      throw new KeysUnreadable(`${key.id}: ${error instanceof Error ? error.message : 'unknown'}`);
    });
  if (secret.length !== KEY_BYTES) {
    throw new KeysUnreadable(`${key.id} is not ${KEY_BYTES} bytes long when it is unwrapped`);
  }
  return { id: key.id, secret };
}
