import { z } from 'zod';
import type { CredentialFormat } from '../platform.js';

/** A number that is registered or linked with the organisation's own signal-cli-rest-api. */
export interface SignalCredentials {
  /** With a plus and the country's code: +919876543210. */
  number: string;
  /** What a gateway in front of it asks for; null where there is none, for signal-cli-rest-api itself asks for nothing. */
  apiToken: string | null;
}

const cells = z.object({
  number: z
    .string()
    .trim()
    .regex(/^\+[1-9]\d{6,14}$/),
  // A token travels in a header: printable ASCII without spaces.
  apiToken: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]*$/)
    .default(''),
});

export const SIGNAL_CREDENTIALS: CredentialFormat<SignalCredentials> = {
  columns: ['number', 'apiToken'],
  parse(values) {
    const parsed = cells.safeParse(values);
    if (parsed.success) {
      const { number, apiToken } = parsed.data;
      return { kind: 'complete', credentials: { number, apiToken: apiToken || null } };
    }
    const missing = new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? 'number')));
    return { kind: 'incomplete', missing: [...missing] };
  },
};
