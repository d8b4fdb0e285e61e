import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { orderDecision, type HeldOrderView, type OrderDecision } from '../contract/held-orders.js';
import { rowId } from '../contract/row-id.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../kernel/http/caller.js';
import { HeldOrders } from './held-orders.service.js';

@Controller('orders')
export class HeldOrdersController {
  constructor(private readonly orders: HeldOrders) {}

  /** Orders of others that wait for the word of the one who asks. */
  @Get()
  @Requires('posts.approve')
  awaiting(@CurrentCaller() caller: Caller): Promise<HeldOrderView[]> {
    return this.orders.awaiting(caller);
  }

  /** Carries an order out exactly as `hash` names it, or refuses it. Nobody decides about their own. */
  @Post(':id/decision')
  @HttpCode(200)
  @Requires('posts.approve', { stepUp: true })
  async decide(
    @Param('id', { schema: rowId }) id: number,
    @Body({ schema: orderDecision }) decision: OrderDecision,
    @CurrentCaller() caller: Caller,
  ): Promise<HeldOrderView[]> {
    await this.orders.decide(id, decision, caller);
    return this.orders.awaiting(caller);
  }
}
