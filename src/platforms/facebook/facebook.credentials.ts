import { z } from 'zod';
import type { CredentialFormat } from '../platform.js';

/** A Page's own token, better one derived from a system user: those do not die with a person's password. */
export interface FacebookCredentials {
  pageAccessToken: string;
}

// A token travels in a header: printable ASCII without spaces.
const cells = z.object({
  pageAccessToken: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]+$/),
});

export const FACEBOOK_CREDENTIALS: CredentialFormat<FacebookCredentials> = {
  columns: ['pageAccessToken'],
  parse(values) {
    const parsed = cells.safeParse(values);
    return parsed.success
      ? { kind: 'complete', credentials: parsed.data }
      : { kind: 'incomplete', missing: ['pageAccessToken'] };
  },
};
