import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditModule } from '../audit/index.js';
import { DeliveriesModule } from '../deliveries/index.js';
import { RetentionModule } from '../retention/index.js';
import { WorkersModule } from '../workers/index.js';
import { HealthService } from './health.service.js';
import { HealthController } from './health.controller.js';

@Module({
  imports: [AuditModule, AccountsModule, WorkersModule, DeliveriesModule, RetentionModule],
  controllers: [HealthController],
  providers: [HealthService],
})
export class HealthModule {}
