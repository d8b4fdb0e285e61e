import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { IdentityModule } from '../identity/index.js';
import { HeldOrdersController } from './held-orders.controller.js';
import { HeldOrders } from './held-orders.service.js';
import { HeldOrdersStore } from './held-orders.store.js';

@Module({
  imports: [AuditModule, IdentityModule],
  controllers: [HeldOrdersController],
  providers: [HeldOrders, HeldOrdersStore],
  exports: [HeldOrders],
})
export class HeldOrdersModule {}
