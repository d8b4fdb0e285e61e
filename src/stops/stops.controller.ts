import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { rowId } from '../contract/row-id.js';
import {
  newStop,
  stopLift,
  type NewStop,
  type StopLift,
  type StopView,
} from '../contract/stops.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../kernel/http/caller.js';
import { StopsService } from './stops.service.js';

@Controller('stops')
export class StopsController {
  constructor(private readonly stops: StopsService) {}

  /** The stops that stand, and the last that were lifted. */
  @Get()
  @Requires('stops.read')
  list(@CurrentCaller() caller: Caller): Promise<StopView[]> {
    return this.stops.list(caller);
  }

  /** Stops sending at once: after the answer no new send begins. */
  @Post()
  @HttpCode(200)
  @Requires('stops.set')
  stop(
    @Body({ schema: newStop }) stop: NewStop,
    @CurrentCaller() caller: Caller,
  ): Promise<StopView> {
    return this.stops.stop(stop, caller);
  }

  /** Lets what was stopped go on. What its time has passed for meanwhile waits for a person. */
  @Post(':id/lift')
  @HttpCode(200)
  @Requires('stops.set', { stepUp: true })
  lift(
    @Param('id', { schema: rowId }) id: number,
    @Body({ schema: stopLift }) lift: StopLift,
    @CurrentCaller() caller: Caller,
  ): Promise<StopView> {
    return this.stops.lift(id, lift, caller);
  }
}
