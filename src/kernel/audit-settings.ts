import { resolve } from 'node:path';
import { z } from 'zod';

/** How the record of who did what is kept. */
export interface AuditSettings {
  /** Whole months after which lines are dropped; null: never. */
  keepMonths: number | null;
  /** Where the end of the chain is told outside the database; null: nowhere. */
  head: AuditHeadSettings | null;
}

export interface AuditHeadSettings {
  /** Signs each head; 32 bytes. */
  key: Buffer;
  /** A file to append to, or a folder. */
  file: string | null;
  /** Takes each head as JSON by POST. */
  url: string | null;
  /** A head is told when it has moved, and after this time when it has not. */
  everyMinutes: number;
}

const KEY_BYTES = 32;

export const auditEnvironment = {
  MUNADI_AUDIT_KEEP_MONTHS: z.coerce.number().int().min(1).max(1_200).optional(),
  MUNADI_AUDIT_HEAD_KEY: z
    .string()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((bytes) => bytes.length === KEY_BYTES, 'must be 32 bytes in base64')
    .optional(),
  MUNADI_AUDIT_HEAD_FILE: z.string().optional(),
  MUNADI_AUDIT_HEAD_URL: z.url({ protocol: /^https?$/ }).optional(),
  MUNADI_AUDIT_HEAD_EVERY_MINUTES: z.coerce.number().int().positive().default(60),
};

/** What the settings say of the record, as they were read. */
type AuditEnvironment = z.infer<z.ZodObject<typeof auditEnvironment>>;

/** The fault is said when heads have a place and no key to sign them. */
export function auditSettings(env: AuditEnvironment): AuditSettings | { fault: string } {
  const keepMonths = env.MUNADI_AUDIT_KEEP_MONTHS ?? null;
  const file = env.MUNADI_AUDIT_HEAD_FILE ?? null;
  const url = env.MUNADI_AUDIT_HEAD_URL ?? null;
  const key = env.MUNADI_AUDIT_HEAD_KEY;
  if (file === null && url === null) return { keepMonths, head: null };
  if (!key) {
    return {
      fault:
        'MUNADI_AUDIT_HEAD_KEY is missing: set it to the output of `openssl rand -base64 32`, and keep a copy where the heads go',
    };
  }
  const everyMinutes = env.MUNADI_AUDIT_HEAD_EVERY_MINUTES;
  return {
    keepMonths,
    head: { key, file: file === null ? null : resolve(file), url, everyMinutes },
  };
}
