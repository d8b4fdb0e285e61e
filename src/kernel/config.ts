import { z } from 'zod';

/** All settings, read once at start. Nothing else in the server reads the environment. */
export interface Config {
  databaseUrl: string;
  http: { host: string; port: number; publicUrl: string };
  /** `web` serves people, `worker` publishes, `all` does both in one process. */
  role: 'all' | 'web' | 'worker';
  /** Least important events that are written to the log. */
  logLevel: 'info' | 'warn' | 'error';
  /** Zone in which a wall time without a zone is read and shown. */
  timeZone: string;
  accounts: {
    /** Hour of `timeZone` from which on, for three hours, the night's checks are planned; null: never. */
    checkFromHour: number | null;
  };
  keys: { credentials: KeyRing; session: Buffer };
  platforms: {
    xApiUrl: string;
    telegramApiUrl: string;
    graphApiUrl: string;
    /** For example `v25.0`. */
    graphApiVersion: string;
  };
  deliveries: {
    /** Deliveries of this process that may be between claim and settle at once. */
    concurrency: number;
    /** A request that has not been answered after this time is given up as "outcome unknown". */
    sendTimeoutMs: number;
    /** A claim that is not settled after this time is taken away from its worker; at least 3 x sendTimeoutMs. */
    leaseMs: number;
    /**
     * A platform that has been nothing but unavailable for so long is down; while it is, one send each time it has passed
     * sees whether it is back.
     */
    platformDownAfterMs: number;
    /** Waits before each look for a post whose answer was lost; the last one is followed by a person's decision. */
    reconcileWaitsMs: readonly number[];
  };
  retention: {
    /** Days after its end when a post moves out of the queue's tables. */
    archiveAfterDays: number;
    /** Days after which only a post's totals are kept of its deliveries. */
    keepDays: number;
  };
}

/** The first key seals; every key opens. */
export interface KeyRing {
  current: NamedKey;
  all: readonly NamedKey[];
}
export interface NamedKey {
  id: string;
  secret: Buffer;
}

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

const keyRing = z.string().transform((text, context): KeyRing => {
  const all: NamedKey[] = [];
  for (const part of text.split(',')) {
    const [id, encoded] = part.trim().split(/:(.*)/s);
    const secret = Buffer.from(encoded ?? '', 'base64');
    if (!id || !/^[a-z0-9-]{1,16}$/.test(id) || secret.length !== KEY_BYTES) {
      context.addIssue('must be "id:base64 of 32 bytes", newest first, separated by commas');
      return z.NEVER;
    }
    all.push({ id, secret });
  }
  const [current] = all;
  return current ? { current, all } : z.NEVER;
});

const baseUrl = z.url().transform((url) => url.replace(/\/+$/, ''));
const wholeNumber = z.coerce.number().int().positive();

const environment = z.object({
  DATABASE_URL: z.string().min(1),
  MUNADI_HOST: z.string().default('127.0.0.1'),
  MUNADI_PORT: z.coerce.number().int().min(0).max(65_535).default(7310),
  MUNADI_PUBLIC_URL: baseUrl.optional(),
  MUNADI_ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  MUNADI_LOG_LEVEL: z.enum(['info', 'warn', 'error']).default('info'),
  MUNADI_TIME_ZONE: z.string().default('Asia/Kolkata'),
  MUNADI_CHECK_FROM_HOUR: z
    .literal('never')
    .transform(() => null)
    .or(z.coerce.number().int().min(0).max(23))
    .default(2),
  MUNADI_CREDENTIAL_KEYS: keyRing,
  MUNADI_SESSION_KEY: secretBytes,
  MUNADI_X_API_URL: baseUrl.default('https://api.x.com'),
  MUNADI_TELEGRAM_API_URL: baseUrl.default('https://api.telegram.org'),
  MUNADI_GRAPH_API_URL: baseUrl.default('https://graph.facebook.com'),
  MUNADI_GRAPH_API_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'must look like v25.0')
    .default('v25.0'),
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
});

/** @throws ConfigError naming every setting that is missing or wrong, and nothing of its value. */
export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(emptyIsMissing(source));
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(describeIssue));
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
    },
    role: env.MUNADI_ROLE,
    logLevel: env.MUNADI_LOG_LEVEL,
    timeZone: env.MUNADI_TIME_ZONE,
    accounts: { checkFromHour: env.MUNADI_CHECK_FROM_HOUR },
    keys: { credentials: env.MUNADI_CREDENTIAL_KEYS, session: env.MUNADI_SESSION_KEY },
    platforms: {
      xApiUrl: env.MUNADI_X_API_URL,
      telegramApiUrl: env.MUNADI_TELEGRAM_API_URL,
      graphApiUrl: env.MUNADI_GRAPH_API_URL,
      graphApiVersion: env.MUNADI_GRAPH_API_VERSION,
    },
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
  };
}

/** The environment for a child process: this one's, with `overrides` on top. */
export function childEnvironment(overrides: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...overrides };
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
  MUNADI_CREDENTIAL_KEYS:
    'set it to k1:KEY, where KEY is made by `openssl rand -base64 32`; it seals the platform tokens, keep it safe',
  MUNADI_SESSION_KEY: 'set it to the output of `openssl rand -base64 32`',
};

function describeIssue(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0]);
  const isMissing = issue.code === 'invalid_type';
  const remedy = REMEDIES[name];
  if (isMissing) return `${name} is missing${remedy ? `: ${remedy}` : ''}`;
  return `${name} ${issue.message}`;
}
