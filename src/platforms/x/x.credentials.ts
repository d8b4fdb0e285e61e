import { z } from 'zod';
import type { CredentialFormat } from '../platform.js';

/**
 * OAuth 1.0a does not expire. An OAuth 2.0 token lasts two hours and is used as it is.
 * docs.x.com, fundamentals/authentication, read 2026-08-22.
 */
export type XCredentials =
  | {
      kind: 'oauth1';
      appKey: string;
      appSecret: string;
      accessToken: string;
      accessSecret: string;
    }
  | { kind: 'oauth2'; bearerToken: string };

const OAUTH1_COLUMNS = ['appKey', 'appSecret', 'accessToken', 'accessSecret'] as const;

// A token travels in a header: printable ASCII without spaces.
const token = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]+$/);
const oauth1 = z.object({
  appKey: token,
  appSecret: token,
  accessToken: token,
  accessSecret: token,
});
const oauth2 = z.object({ bearerToken: token });

export const X_CREDENTIALS: CredentialFormat<XCredentials> = {
  columns: [...OAUTH1_COLUMNS, 'bearerToken'],
  parse(values) {
    const keys = oauth1.safeParse(values);
    if (keys.success) return { kind: 'complete', credentials: { kind: 'oauth1', ...keys.data } };
    const bearer = oauth2.safeParse(values);
    if (bearer.success) {
      return { kind: 'complete', credentials: { kind: 'oauth2', ...bearer.data } };
    }
    const wrong = new Set(keys.error.issues.map((issue) => issue.path[0]));
    return {
      kind: 'incomplete',
      missing: OAUTH1_COLUMNS.filter((column) => wrong.size === 0 || wrong.has(column)),
    };
  },
};

export function secretsOf(credentials: XCredentials): readonly string[] {
  switch (credentials.kind) {
    case 'oauth1': {
      const { appKey, appSecret, accessToken, accessSecret } = credentials;
      return [appKey, appSecret, accessToken, accessSecret];
    }
    case 'oauth2':
      return [credentials.bearerToken];
  }
}
