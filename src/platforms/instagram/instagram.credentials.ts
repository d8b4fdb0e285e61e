import { z } from 'zod';
import type { CredentialFormat } from '../platform.js';

/** The token of the Page that the account is linked to, as for that Page itself. */
export interface InstagramCredentials {
  pageAccessToken: string;
}

// A token travels in a header: printable ASCII without spaces.
const cells = z.object({
  pageAccessToken: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]+$/),
});

export const INSTAGRAM_CREDENTIALS: CredentialFormat<InstagramCredentials> = {
  columns: ['pageAccessToken'],
  parse(values) {
    const parsed = cells.safeParse(values);
    return parsed.success
      ? { kind: 'complete', credentials: parsed.data }
      : { kind: 'incomplete', missing: ['pageAccessToken'] };
  },
};
