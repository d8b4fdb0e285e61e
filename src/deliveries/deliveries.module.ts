import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditModule } from '../audit/index.js';
import { PlatformsModule } from '../platforms/index.js';
import { ClaimStore } from './claim.store.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesService } from './deliveries.service.js';
import { EnqueueStore } from './enqueue.store.js';
import { IntentStore } from './intent.store.js';
import { PersonStore } from './person.store.js';
import { PublisherService } from './publisher.service.js';
import { ReconcileStore } from './reconcile.store.js';
import { ReconcilerService } from './reconciler.service.js';
import { ReportStore } from './report.store.js';
import { RescueStore } from './rescue.store.js';
import { RescuerService } from './rescuer.service.js';
import { ResultStore } from './result.store.js';
import { SchedulerService } from './scheduler.service.js';

@Module({
  imports: [AuditModule, PlatformsModule, AccountsModule],
  controllers: [DeliveriesController],
  providers: [
    ClaimStore,
    DeliveriesService,
    EnqueueStore,
    IntentStore,
    PersonStore,
    PublisherService,
    ReconcileStore,
    ReconcilerService,
    ReportStore,
    RescueStore,
    RescuerService,
    ResultStore,
    SchedulerService,
  ],
  exports: [DeliveriesService, EnqueueStore, PersonStore, ReportStore],
})
export class DeliveriesModule {}
