import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { auditEnvironment, auditSettings } from './audit-settings.js';
import type { Config, S3Place } from './config-shape.js';
import { keyEnvironment, keySettings, RING_MISSING } from './keys/key-settings.js';
import { PROJECT_ROOT } from './project-root.js';

export type { Config, S3Place } from './config-shape.js';

export const CONFIG = Symbol('CONFIG');

/** Says every missing or wrong setting at once, so that an operator mends them in one go. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`Munadi can't start:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const KEY_BYTES = 32;

const secretBytes = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === KEY_BYTES, 'must be 32 bytes in base64');

const baseUrl = z.url().transform((url) => url.replace(/\/+$/, ''));
const yesNo = (usual: 'true' | 'false') =>
  z
    .enum(['true', 'false'], 'must be true or false')
    .default(usual)
    .transform((text) => text === 'true');
const addressList = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== ''))
  .refine(
    (parts) => parts.every(isAddressOrRange),
    'must be addresses such as 10.0.0.7 or ranges such as 10.0.0.0/24, separated by commas',
  );
const wholeNumber = z.coerce.number().int().positive();

const environment = z.object({
  DATABASE_URL: z.string().min(1),
  MUNADI_HOST: z.string().default('127.0.0.1'),
  MUNADI_PORT: z.coerce.number().int().min(0).max(65_535).default(7310),
  MUNADI_PUBLIC_URL: baseUrl.optional(),
  MUNADI_TRUSTED_PROXIES: addressList,
  MUNADI_RATE_FACTOR: z.coerce.number().positive().default(1),
  MUNADI_ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  MUNADI_LOG_LEVEL: z.enum(['info', 'warn', 'error']).default('info'),
  MUNADI_TIME_ZONE: z.string().default('Asia/Kolkata'),
  MUNADI_CHECK_FROM_HOUR: z
    .literal('never')
    .transform(() => null)
    .or(z.coerce.number().int().min(0).max(23))
    .default(2),
  MUNADI_SESSION_KEY: secretBytes,
  MUNADI_PASSWORDS: z.enum(['with_code', 'alone', 'off']).default('with_code'),
  MUNADI_STEP_UP_ACCOUNTS: wholeNumber.default(100),
  MUNADI_X_API_URL: baseUrl.default('https://api.x.com'),
  MUNADI_X_AUTHORIZE_URL: baseUrl.default('https://x.com/i/oauth2/authorize'),
  MUNADI_X_CLIENT_ID: z.string().optional(),
  MUNADI_X_CLIENT_SECRET: z.string().optional(),
  MUNADI_TELEGRAM_API_URL: baseUrl.default('https://api.telegram.org'),
  MUNADI_TELEGRAM_LOCAL: yesNo('false'),
  MUNADI_TELEGRAM_FIND_CHATS: yesNo('true'),
  MUNADI_GRAPH_API_URL: baseUrl.default('https://graph.facebook.com'),
  MUNADI_GRAPH_VIDEO_URL: baseUrl.optional(),
  MUNADI_INSTAGRAM_API_URL: baseUrl.default('https://graph.facebook.com'),
  MUNADI_META_APP_SECRET: z.string().optional(),
  MUNADI_META_APP_ID: z.string().regex(/^\d+$/, 'must be a number').optional(),
  MUNADI_GRAPH_API_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'must look like v25.0')
    .default('v25.0'),
  MUNADI_SIGNAL_API_URL: baseUrl.optional(),
  MUNADI_DELIVERY_CONCURRENCY: wholeNumber.default(256),
  MUNADI_SEND_TIMEOUT_MS: wholeNumber.default(20_000),
  MUNADI_LEASE_MS: wholeNumber.default(60_000),
  MUNADI_PLATFORM_DOWN_AFTER_MS: wholeNumber.default(30_000),
  MUNADI_RECONCILE_WAITS_MS: z
    .string()
    .default('15000,120000,600000')
    .transform((text) => text.split(',').map(Number))
    .refine(
      (waits) => waits.every((wait) => wait > 0),
      'must be milliseconds, separated by commas',
    ),
  MUNADI_ARCHIVE_AFTER_DAYS: wholeNumber.default(30),
  MUNADI_KEEP_DAYS: wholeNumber.default(730),
  MUNADI_MEDIA_DIR: z.string().optional(),
  MUNADI_MEDIA_MAX_BYTES: wholeNumber.default(512 * 1024 * 1024),
  MUNADI_FFMPEG: z.string().default('ffmpeg'),
  MUNADI_FFPROBE: z.string().default('ffprobe'),
  MUNADI_S3_ENDPOINT: baseUrl.optional(),
  MUNADI_S3_BUCKET: z.string().optional(),
  MUNADI_S3_REGION: z.string().default('us-east-1'),
  MUNADI_S3_ACCESS_KEY: z.string().optional(),
  MUNADI_S3_SECRET_KEY: z.string().optional(),
  ...auditEnvironment,
  ...keyEnvironment,
  MUNADI_EGRESS_ALLOW: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
});

/** Settings that name a server which Munadi asks. */
const OWN_ADDRESSES = [
  'MUNADI_X_API_URL',
  'MUNADI_TELEGRAM_API_URL',
  'MUNADI_GRAPH_API_URL',
  'MUNADI_GRAPH_VIDEO_URL',
  'MUNADI_INSTAGRAM_API_URL',
  'MUNADI_SIGNAL_API_URL',
  'MUNADI_S3_ENDPOINT',
  'MUNADI_AUDIT_HEAD_URL',
  'MUNADI_KEY_WRAP_URL',
] as const satisfies (keyof typeof environment.shape)[];

/** @throws ConfigError naming every setting that is missing or wrong, and nothing of its value. */
export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  const given = emptyIsMissing(source);
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new ConfigError(faultsIn(parsed.error.issues, given));
  const env = parsed.data;
  if (env.MUNADI_LEASE_MS < 3 * env.MUNADI_SEND_TIMEOUT_MS) {
    throw new ConfigError(['MUNADI_LEASE_MS must be at least three times MUNADI_SEND_TIMEOUT_MS']);
  }
  if (env.MUNADI_KEEP_DAYS <= env.MUNADI_ARCHIVE_AFTER_DAYS) {
    throw new ConfigError(['MUNADI_KEEP_DAYS must be more than MUNADI_ARCHIVE_AFTER_DAYS']);
  }
  return {
    databaseUrl: env.DATABASE_URL,
    http: {
      host: env.MUNADI_HOST,
      port: env.MUNADI_PORT,
      publicUrl: env.MUNADI_PUBLIC_URL ?? `http://${env.MUNADI_HOST}:${env.MUNADI_PORT}`,
      trustedProxies: env.MUNADI_TRUSTED_PROXIES,
      rateFactor: env.MUNADI_RATE_FACTOR,
    },
    role: env.MUNADI_ROLE,
    logLevel: env.MUNADI_LOG_LEVEL,
    timeZone: env.MUNADI_TIME_ZONE,
    accounts: { checkFromHour: env.MUNADI_CHECK_FROM_HOUR },
    keys: { credentials: unlessFault(keySettings(env)), session: env.MUNADI_SESSION_KEY },
    identity: {
      passwords: env.MUNADI_PASSWORDS,
      stepUpAccounts: env.MUNADI_STEP_UP_ACCOUNTS,
    },
    audit: unlessFault(auditSettings(env)),
    ownPlaces: [...env.MUNADI_EGRESS_ALLOW, ...addressesIn(source)],
    platforms: platformSettings(env),
    deliveries: {
      concurrency: env.MUNADI_DELIVERY_CONCURRENCY,
      sendTimeoutMs: env.MUNADI_SEND_TIMEOUT_MS,
      leaseMs: env.MUNADI_LEASE_MS,
      platformDownAfterMs: env.MUNADI_PLATFORM_DOWN_AFTER_MS,
      reconcileWaitsMs: env.MUNADI_RECONCILE_WAITS_MS,
    },
    retention: {
      archiveAfterDays: env.MUNADI_ARCHIVE_AFTER_DAYS,
      keepDays: env.MUNADI_KEEP_DAYS,
    },
    media: {
      directory: resolve(env.MUNADI_MEDIA_DIR ?? join(PROJECT_ROOT, '.data', 'media')),
      maxBytes: env.MUNADI_MEDIA_MAX_BYTES,
      ffmpeg: env.MUNADI_FFMPEG,
      ffprobe: env.MUNADI_FFPROBE,
      s3: s3Place(env),
    },
  };
}

function platformSettings(env: z.infer<typeof environment>): Config['platforms'] {
  return {
    xApiUrl: env.MUNADI_X_API_URL,
    xAuthorizeUrl: env.MUNADI_X_AUTHORIZE_URL,
    xClient: xClientIn(env),
    telegramApiUrl: env.MUNADI_TELEGRAM_API_URL,
    isTelegramLocal: env.MUNADI_TELEGRAM_LOCAL,
    findsTelegramChats: env.MUNADI_TELEGRAM_FIND_CHATS,
    graphApiUrl: env.MUNADI_GRAPH_API_URL,
    graphVideoUrl: env.MUNADI_GRAPH_VIDEO_URL ?? videoUrlBeside(env.MUNADI_GRAPH_API_URL),
    instagramApiUrl: env.MUNADI_INSTAGRAM_API_URL,
    graphApiVersion: env.MUNADI_GRAPH_API_VERSION,
    metaAppSecret: env.MUNADI_META_APP_SECRET ?? null,
    metaAppId: env.MUNADI_META_APP_ID ?? null,
    signalApiUrl: env.MUNADI_SIGNAL_API_URL ?? null,
  };
}

/** @throws ConfigError */
function unlessFault<T extends object>(settings: T | { fault: string }): T {
  if ('fault' in settings) throw new ConfigError([settings.fault]);
  return settings;
}

/** Addresses that the operator set, and none that is only usual. */
function addressesIn(source: NodeJS.ProcessEnv): string[] {
  return OWN_ADDRESSES.flatMap((name) => source[name] || []);
}

/** `loopback` stands for 127.0.0.0/8 and ::1. A range that holds everybody would trust everybody. */
function isAddressOrRange(text: string): boolean {
  if (text === 'loopback') return true;
  const [address = '', bits, ...rest] = text.split('/');
  const most = { 4: 32, 6: 128 }[isIP(address)];
  if (most === undefined || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most)
  );
}

/** Null without an endpoint. @throws ConfigError when only a part of the place is named. */
function s3Place(env: z.infer<typeof environment>): S3Place | null {
  if (env.MUNADI_S3_ENDPOINT === undefined) return null;
  const parts = {
    MUNADI_S3_BUCKET: env.MUNADI_S3_BUCKET,
    MUNADI_S3_ACCESS_KEY: env.MUNADI_S3_ACCESS_KEY,
    MUNADI_S3_SECRET_KEY: env.MUNADI_S3_SECRET_KEY,
  };
  const missing = Object.entries(parts).filter(([, value]) => value === undefined);
  if (missing.length > 0) {
    throw new ConfigError(missing.map(([name]) => `${name} is missing: MUNADI_S3_ENDPOINT is set`));
  }
  return {
    endpoint: env.MUNADI_S3_ENDPOINT,
    bucket: parts.MUNADI_S3_BUCKET ?? '',
    region: env.MUNADI_S3_REGION,
    accessKey: parts.MUNADI_S3_ACCESS_KEY ?? '',
    secretKey: parts.MUNADI_S3_SECRET_KEY ?? '',
  };
}

/** Meta takes videos on a host of their own; any other server takes them where it takes everything. */
function videoUrlBeside(graphApiUrl: string): string {
  return graphApiUrl.replace('https://graph.facebook.com', 'https://graph-video.facebook.com');
}

/** @throws ConfigError when one of the two is missing. */
function xClientIn({
  MUNADI_X_CLIENT_ID: id,
  MUNADI_X_CLIENT_SECRET: secret,
}: z.infer<typeof environment>): Config['platforms']['xClient'] {
  if (id !== undefined && secret !== undefined) return { id, secret };
  if (id === undefined && secret === undefined) return null;
  throw new ConfigError(['MUNADI_X_CLIENT_ID and MUNADI_X_CLIENT_SECRET must be set together']);
}

/** The environment for a child process: this one's, with `overrides` on top. */
export function childEnvironment(overrides: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...overrides };
}

/** For a program that reads what strangers made: it finds other programs, and nothing of ours. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LANG: 'C.UTF-8' };
}

/** What the machine around the process says: set by CI systems and by a terminal. */
export function environmentFlag(
  name: 'CI' | 'DATABASE_URL' | 'DISPLAY' | 'MUNADI_CHROMIUM',
): string | undefined {
  return process.env[name] === '' ? undefined : process.env[name];
}

function emptyIsMissing(source: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
}

const REMEDIES: Record<string, string> = {
  DATABASE_URL: 'set it to a PostgreSQL address such as postgres://munadi:secret@127.0.0.1/munadi',
  MUNADI_SESSION_KEY: 'set it to the output of `openssl rand -base64 32`',
};

/** A ring that is missing is named with the other faults, so that a first start tells all of them at once. */
function faultsIn(
  issues: readonly z.core.$ZodIssue[],
  given: Record<string, string | undefined>,
): string[] {
  const ring = given['MUNADI_CREDENTIAL_KEYS'] ?? given['MUNADI_CREDENTIAL_KEYS_FILE'];
  return [...issues.map(describeIssue), ...(ring === undefined ? [RING_MISSING] : [])];
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0]);
  const isMissing = issue.code === 'invalid_type';
  const remedy = REMEDIES[name];
  if (isMissing) return `${name} is missing${remedy ? `: ${remedy}` : ''}`;
  return `${name} ${issue.message}`;
}
