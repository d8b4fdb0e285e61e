import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { StopsController } from './stops.controller.js';
import { StopsService } from './stops.service.js';
import { StopsStore } from './stops.store.js';

@Module({
  imports: [AuditModule],
  controllers: [StopsController],
  providers: [StopsService, StopsStore],
  exports: [StopsService],
})
export class StopsModule {}
