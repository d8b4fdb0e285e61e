import { z } from 'zod';
import { parseKeyRing, type WrittenKey } from './key-ring.js';

/** Where the keys that seal credentials come from. */
export interface KeySettings {
  /** The ring itself, or the file that holds it, which is read again when it changes. */
  ring: { kind: 'written'; keys: [WrittenKey, ...WrittenKey[]] } | { kind: 'file'; path: string };
  /** Unwraps wrapped keys; null: none is wrapped. */
  wrapper: KeyWrapperSettings | null;
}

export type KeyWrapperSettings =
  { kind: 'command'; program: string } | { kind: 'url'; url: string; token: string | null };

export const RING_FORM =
  'must be "id:base64 of 32 bytes", newest first, separated by commas, or "id:wrapped:base64" with MUNADI_KEY_WRAP_COMMAND or MUNADI_KEY_WRAP_URL';

export const keyEnvironment = {
  MUNADI_CREDENTIAL_KEYS: z
    .string()
    .transform((text, context) => {
      const keys = parseKeyRing(text);
      if (!keys) context.addIssue(RING_FORM);
      return keys ?? z.NEVER;
    })
    .optional(),
  MUNADI_CREDENTIAL_KEYS_FILE: z.string().optional(),
  MUNADI_KEY_WRAP_COMMAND: z.string().optional(),
  MUNADI_KEY_WRAP_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  MUNADI_KEY_WRAP_TOKEN: z.string().optional(),
};

/** What the settings say of keys, as they were read. */
type KeyEnvironment = z.infer<z.ZodObject<typeof keyEnvironment>>;

export const RING_MISSING =
  'MUNADI_CREDENTIAL_KEYS is missing: set it to k1:KEY, where KEY is made by `openssl rand -base64 32`; it seals the platform tokens, keep it safe';

/** The fault is said when the ring has no place, or two. */
export function keySettings(env: KeyEnvironment): KeySettings | { fault: string } {
  const { MUNADI_CREDENTIAL_KEYS: keys, MUNADI_CREDENTIAL_KEYS_FILE: path } = env;
  const { MUNADI_KEY_WRAP_COMMAND: program, MUNADI_KEY_WRAP_URL: url } = env;
  if (keys && path !== undefined) {
    return { fault: 'set MUNADI_CREDENTIAL_KEYS or MUNADI_CREDENTIAL_KEYS_FILE, not both' };
  }
  if (program !== undefined && url !== undefined) {
    return { fault: 'set MUNADI_KEY_WRAP_COMMAND or MUNADI_KEY_WRAP_URL, not both' };
  }
  const token = env.MUNADI_KEY_WRAP_TOKEN ?? null;
  const wrapper: KeyWrapperSettings | null =
    program !== undefined
      ? { kind: 'command', program }
      : url !== undefined
        ? { kind: 'url', url, token }
        : null;
  if (path !== undefined) return { ring: { kind: 'file', path }, wrapper };
  if (keys) return { ring: { kind: 'written', keys }, wrapper };
  return { fault: RING_MISSING };
}
