import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { DeviceView } from '../../contract/people.js';
import { rowId } from '../../contract/row-id.js';
import { SignedIn } from '../../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../../kernel/http/caller.js';
import { DevicesService } from './devices.service.js';

@Controller('devices')
export class DevicesController {
  constructor(private readonly devices: DevicesService) {}

  /** The caller's own. */
  @Get()
  @SignedIn()
  mine(@CurrentCaller() caller: Caller): Promise<DeviceView[]> {
    return this.devices.mine(caller);
  }

  /** Ends a device at once: the caller's own, or one of somebody below. */
  @Post(':id/revoke')
  @HttpCode(204)
  @SignedIn({ stepUp: true })
  revoke(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    return this.devices.revoke(id, caller);
  }
}
