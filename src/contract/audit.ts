import { z } from 'zod';
import { plainText } from './plain-text.js';
import { rowId } from './row-id.js';

/** Most lines that one page of the record holds. */
export const AUDIT_PAGE_LINES = 200;

/** What somebody asks of the record. Everything left out asks for everything. */
const auditFilter = z.object({
  /** Not before this instant. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** Before this instant. */
  until: z.iso.datetime({ offset: true }).optional(),
  /** Done by people of this place or below it, or to an account there. */
  placeId: rowId.optional(),
  /** Done to this post or to a delivery of it. */
  postId: rowId.optional(),
  /** An action, or the first word of many: `post` for all that was done to posts. */
  action: plainText
    .max(60)
    .regex(/^[a-z_]+(\.[a-z_]+)*$/, 'must look like post.recalled')
    .optional(),
});

/** The newest lines, or those older than `before`. */
export const auditQuery = auditFilter.extend({
  before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;

export const auditExport = auditFilter.extend({
  format: z.enum(['jsonl', 'csv']).default('jsonl'),
});
export type AuditExport = z.infer<typeof auditExport>;

/** One thing that somebody did. */
export interface AuditEntry {
  id: number;
  /** UTC, with microseconds. */
  at: string;
  /** Null where the product acted by itself, or an operator on the machine. */
  personId: number | null;
  personName: string | null;
  /** Stands for the session in which it was done. */
  sessionId: string | null;
  device: string | null;
  action: string;
  /** `kind:id`. */
  subject: string;
  details: Record<string, string | number | boolean | null>;
  /** Place in the chain; null for the seconds until it is chained. */
  position: number | null;
  /** Hex; null with `position`. */
  hash: string | null;
}
