import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { BoardCell } from '../contract/deliveries.js';
import {
  deliveryDecision,
  type DecidedCell,
  type DecisionView,
  type DeliveryDecision,
} from '../contract/posts.js';
import { deliveryId } from '../contract/row-id.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../kernel/http/caller.js';
import { DeliveriesService } from './deliveries.service.js';

@Controller()
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  /** Tries a failed delivery again: only one that surely did not go out. */
  @Post('deliveries/:id/retry')
  @HttpCode(200)
  @Requires('deliveries.retry')
  retry(
    @Param('id', { schema: deliveryId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<BoardCell> {
    return this.deliveries.retryOne(id, caller);
  }

  /** What waits for a person: did this go out? */
  @Get('decisions')
  @Requires('posts.read')
  undecided(@CurrentCaller() caller: Caller): Promise<DecisionView[]> {
    return this.deliveries.undecided(caller);
  }

  @Post('deliveries/:id/decision')
  @HttpCode(200)
  @Requires('deliveries.decide', { stepUp: true })
  decide(
    @Param('id', { schema: deliveryId }) id: number,
    @Body({ schema: deliveryDecision }) decision: DeliveryDecision,
    @CurrentCaller() caller: Caller,
  ): Promise<DecidedCell> {
    return this.deliveries.decide(id, decision, caller);
  }
}
