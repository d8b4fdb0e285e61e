import { createHash } from 'node:crypto';

/** A line of the record as the chain holds it. */
export interface AuditLine {
  id: number;
  /** UTC with microseconds, as the table has it: `2026-11-24T09:30:00.123000Z`. */
  at: string;
  personId: number | null;
  sessionId: string | null;
  device: string | null;
  action: string;
  subject: string;
  details: unknown;
}

/** A line in its place, and the hash that binds it to every line before it. */
export interface ChainedLine extends AuditLine {
  /** Counts from 1. */
  position: number;
  hash: Buffer;
}

/** What the first line is chained to. */
export const BEFORE_THE_FIRST = createHash('sha256').update('munadi audit').digest();

/**
 * Pure: SHA-256 over the hash before and the line as one JSON array. Whoever has an export of a whole span can count
 * it again: position, id, at, personId, sessionId, device, action, subject, details with sorted keys.
 */
export function chainHash(before: Buffer, position: number, line: AuditLine): Buffer {
  const { id, at, personId, sessionId, device, action, subject, details } = line;
  const parts = [position, id, at, personId, sessionId, device, action, subject, sorted(details)];
  return createHash('sha256').update(before).update(JSON.stringify(parts)).digest();
}

/** The order of an object's keys says nothing, and no table keeps it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const pairs = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(pairs.sort(([one], [other]) => (one < other ? -1 : 1)));
}
