import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import {
  auditExport,
  auditQuery,
  type AuditEntry,
  type AuditExport,
  type AuditQuery,
} from '../contract/audit.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../kernel/http/caller.js';
import { AuditReading } from './reading.service.js';

const TYPES = { jsonl: 'application/jsonl', csv: 'text/csv' } as const;

@Controller('audit')
export class AuditController {
  constructor(private readonly reading: AuditReading) {}

  /** Who did what: the newest lines, or those older than `before`. */
  @Get()
  @Requires('audit.read')
  page(
    @Query({ schema: auditQuery }) query: AuditQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<AuditEntry[]> {
    return this.reading.page(query, caller);
  }

  /** The same as a file, whole and the oldest first; the record says who took it. */
  @Get('export')
  @Requires('audit.read')
  async export(
    @Query({ schema: auditExport }) order: AuditExport,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    const pieces = await this.reading.export(order, caller);
    return new StreamableFile(Readable.from(pieces), {
      type: `${TYPES[order.format]}; charset=utf-8`,
      disposition: `attachment; filename="audit.${order.format}"`,
    });
  }
}
