import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { HeldOrdersModule } from '../held-orders/index.js';
import { LiftService } from './lift.service.js';
import { StopsController } from './stops.controller.js';
import { StopsService } from './stops.service.js';
import { StopsStore } from './stops.store.js';

@Module({
  imports: [AuditModule, HeldOrdersModule],
  controllers: [StopsController],
  providers: [LiftService, StopsService, StopsStore],
  exports: [StopsService],
})
export class StopsModule {}
