import { Readable } from 'node:stream';
import { Controller, Get, StreamableFile } from '@nestjs/common';
import { Requires } from '../../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../../kernel/http/caller.js';
import { RegistryService } from './registry.service.js';

@Controller('accounts')
export class RegistryController {
  constructor(private readonly registry: RegistryService) {}

  /** The official accounts that the caller sees, for a spreadsheet. */
  @Get('registry.csv')
  @Requires('accounts.read')
  async register(@CurrentCaller() caller: Caller): Promise<StreamableFile> {
    await this.registry.noteExport(caller);
    return csvFile(
      Readable.from(this.registry.register(caller.placePath)),
      'official-accounts.csv',
    );
  }

  /** What an import is filled in on: its columns, and a line for every account that is missing. */
  @Get('template.csv')
  @Requires('accounts.import')
  async template(@CurrentCaller() { placePath }: Caller): Promise<StreamableFile> {
    const content = await this.registry.template(placePath);
    return csvFile(Readable.from([content]), 'accounts-to-import.csv');
  }
}

function csvFile(content: Readable, fileName: string): StreamableFile {
  return new StreamableFile(content, {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${fileName}"`,
  });
}
