import { Injectable } from '@nestjs/common';
import {
  AUDIT_PAGE_LINES,
  type AuditEntry,
  type AuditExport,
  type AuditQuery,
} from '../contract/audit.js';
import { isAtTheTop, type Caller } from '../kernel/http/caller.js';
import { BYTE_ORDER_MARK, spreadsheetLine } from '../kernel/spreadsheet-cell.js';
import { AuditTrail } from './audit-trail.js';
import { ReadingStore, type Reading } from './reading.store.js';

const LINES_A_PIECE = 1_000;
const COLUMNS = [
  'position',
  'id',
  'at',
  'personId',
  'personName',
  'sessionId',
  'device',
  'action',
  'subject',
  'details',
  'hash',
] as const;

/** Reads the record for people who hold `audit.read`: what was done in their own places, and at the top everything. */
@Injectable()
export class AuditReading {
  constructor(
    private readonly store: ReadingStore,
    private readonly trail: AuditTrail,
  ) {}

  /** A page, the newest first. */
  page({ before, ...filter }: AuditQuery, caller: Caller): Promise<AuditEntry[]> {
    const reading = { ...filter, scopePath: scopeOf(caller) };
    return this.store.page(reading, { before: before ?? null }, AUDIT_PAGE_LINES);
  }

  /**
   * A file of lines, the oldest first, piece by piece; that it was made is a line of the record itself.
   * @param caller null for an operator on the machine, who sees everything
   */
  async export(
    { format, ...filter }: AuditExport,
    caller: Caller | null,
  ): Promise<AsyncGenerator<string>> {
    const personId = caller?.personId ?? null;
    await this.store.inTransaction((executor) =>
      this.trail.record(executor, {
        personId,
        action: 'audit.exported',
        subject: 'audit',
        details: { format, ...withoutGaps(filter) },
      }),
    );
    return this.pieces({ ...filter, scopePath: caller && scopeOf(caller) }, format);
  }

  private async *pieces(reading: Reading, format: AuditExport['format']): AsyncGenerator<string> {
    if (format === 'csv') yield BYTE_ORDER_MARK + spreadsheetLine(COLUMNS);
    const write = format === 'csv' ? csvLine : jsonLine;
    let after = 0;
    for (;;) {
      const lines = await this.store.page(reading, { after }, LINES_A_PIECE);
      if (lines.length > 0) yield lines.map(write).join('');
      const last = lines.at(-1);
      if (!last || lines.length < LINES_A_PIECE) return;
      after = last.id;
    }
  }
}

/** At the top nothing is left out: the product's own acts belong to no place. */
function scopeOf(caller: Caller): string | null {
  return isAtTheTop(caller) ? null : caller.placePath;
}

function jsonLine(entry: AuditEntry): string {
  const pairs = COLUMNS.map((column) => [column, entry[column]]);
  return `${JSON.stringify(Object.fromEntries(pairs))}\n`;
}

function csvLine(entry: AuditEntry): string {
  return spreadsheetLine(
    COLUMNS.map((column) => {
      const value = entry[column];
      return typeof value === 'object' && value !== null
        ? JSON.stringify(value)
        : String(value ?? '');
    }),
  );
}

function withoutGaps(
  filter: Record<string, string | number | undefined>,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(filter).filter((pair): pair is [string, string | number] => {
      return pair[1] !== undefined;
    }),
  );
}
