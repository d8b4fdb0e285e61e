import { z } from 'zod';
import type { CredentialFormat } from '../platform.js';
import { RENEWED_MEANWHILE_MS } from './x.limits.js';

/**
 * OAuth 1.0a does not expire. An OAuth 2.0 token lasts two hours; one that came with a refresh token is renewed before it
 * ends, any other is used as it is. docs.x.com, fundamentals/authentication, read 2026-08-22.
 */
export type XCredentials =
  | {
      kind: 'oauth1';
      appKey: string;
      appSecret: string;
      accessToken: string;
      accessSecret: string;
    }
  | { kind: 'oauth2'; bearerToken: string; renewal?: Renewal };

/** X takes a refresh token once, and hands out another one with each new pair. */
export interface Renewal {
  refreshToken: string;
  expiresAt: Date;
}

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
const renewal = z.object({
  refreshToken: token,
  bearerExpiresAt: z.iso.datetime().transform((instant) => new Date(instant)),
});

export const X_CREDENTIALS: CredentialFormat<XCredentials> = {
  columns: [...OAUTH1_COLUMNS, 'bearerToken'],
  parse(values) {
    const keys = oauth1.safeParse(values);
    if (keys.success) return { kind: 'complete', credentials: { kind: 'oauth1', ...keys.data } };
    const bearer = oauth2.safeParse(values);
    if (bearer.success) {
      return {
        kind: 'complete',
        credentials: { ...bearer.data, ...renewalIn(values), kind: 'oauth2' },
      };
    }
    const wrong = new Set(keys.error.issues.map((issue) => issue.path[0]));
    return {
      kind: 'incomplete',
      missing: OAUTH1_COLUMNS.filter((column) => wrong.size === 0 || wrong.has(column)),
    };
  },
};

/** What `parse` reads again as a token that is renewed. */
export function cellsOf(bearerToken: string, { refreshToken, expiresAt }: Renewal) {
  return { bearerToken, refreshToken, bearerExpiresAt: expiresAt.toISOString() };
}

/** A token this near its end may have been renewed by another process since it was read, and be dead therefore. */
export function isBeingRenewed(credentials: XCredentials, now: Date): boolean {
  if (credentials.kind !== 'oauth2' || !credentials.renewal) return false;
  return credentials.renewal.expiresAt.getTime() - now.getTime() <= RENEWED_MEANWHILE_MS;
}

function renewalIn(values: unknown): { renewal?: Renewal } {
  const { data } = renewal.safeParse(values);
  if (!data) return {};
  return { renewal: { refreshToken: data.refreshToken, expiresAt: data.bearerExpiresAt } };
}

export function secretsOf(credentials: XCredentials): readonly string[] {
  switch (credentials.kind) {
    case 'oauth1': {
      const { appKey, appSecret, accessToken, accessSecret } = credentials;
      return [appKey, appSecret, accessToken, accessSecret];
    }
    case 'oauth2':
      return [credentials.bearerToken, credentials.renewal?.refreshToken ?? ''];
  }
}
