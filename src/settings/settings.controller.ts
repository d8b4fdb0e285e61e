import { Body, Controller, Get, Put } from '@nestjs/common';
import { settings, type Settings } from '../contract/settings.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../kernel/http/caller.js';
import { SettingsService } from './settings.service.js';

@Controller('settings')
@Requires('settings.change')
export class SettingsController {
  constructor(private readonly service: SettingsService) {}

  @Get()
  read(): Promise<Settings> {
    return this.service.read();
  }

  /** Counts from the next post and order on; what waits already goes on waiting. */
  @Put()
  @Requires('settings.change', { stepUp: true })
  change(
    @Body({ schema: settings }) wanted: Settings,
    @CurrentCaller() caller: Caller,
  ): Promise<Settings> {
    return this.service.change(wanted, caller.personId);
  }
}
