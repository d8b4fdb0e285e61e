import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { rowId } from '../contract/row-id.js';
import { trustOrder, type TrustOrder, type VolunteerView } from '../contract/volunteers.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../kernel/http/caller.js';
import { TrustService } from './trust.service.js';

@Controller('volunteers')
@Requires('people.trust')
export class VolunteersController {
  constructor(private readonly trust: TrustService) {}

  @Get()
  list(@CurrentCaller() caller: Caller): Promise<VolunteerView[]> {
    return this.trust.volunteers(caller);
  }

  /** Lets a volunteer's posts go out without approval, or no longer. What waits already goes on waiting. */
  @Put(':id/trust')
  change(
    @Param('id', { schema: rowId }) id: number,
    @Body({ schema: trustOrder }) { isTrusted }: TrustOrder,
    @CurrentCaller() caller: Caller,
  ): Promise<VolunteerView> {
    return this.trust.change(id, isTrusted, caller);
  }
}
