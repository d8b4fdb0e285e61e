import { Module } from '@nestjs/common';
import { AccountTeller } from './account-teller.service.js';
import { AfterwardsService } from './afterwards.service.js';
import { AgainStore } from './again/again.store.js';
import { RetryService } from './again/retry.service.js';
import { SendAgainService } from './again/send-again.service.js';
import { AccountsModule } from '../accounts/index.js';
import { AuditModule } from '../audit/index.js';
import { HeldOrdersModule } from '../held-orders/index.js';
import { MediaModule } from '../media/index.js';
import { PlatformsModule } from '../platforms/index.js';
import { StopsModule } from '../stops/index.js';
import { WorkersModule } from '../workers/index.js';
import { BreakerService } from './breaker.service.js';
import { ClaimStore } from './claim.store.js';
import { CorrectionStore } from './correct/correction.store.js';
import { CorrectorService } from './correct/corrector.service.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesService } from './deliveries.service.js';
import { EnclosureService } from './enclosures.service.js';
import { EnclosureStore } from './enclosures.store.js';
import { EnqueueStore } from './enqueue.store.js';
import { IntentStore } from './intent.store.js';
import { AdmissionService } from './lanes/admission.service.js';
import { LaneStore } from './lanes/lane.store.js';
import { OverdueStore } from './overdue.store.js';
import { RecallStore } from './recall/recall.store.js';
import { RecallerService } from './recall/recaller.service.js';
import { SweeperService } from './recall/sweeper.service.js';
import { PersonStore } from './person.store.js';
import { PublisherService } from './publisher.service.js';
import { ReconcileStore } from './reconcile.store.js';
import { ReconcilerService } from './reconciler.service.js';
import { ReportStore } from './report.store.js';
import { RescueStore } from './rescue.store.js';
import { RescuerService } from './rescuer.service.js';
import { ResultStore } from './result.store.js';
import { SchedulerService } from './scheduler.service.js';
import { ThreadService } from './thread/thread.service.js';
import { ThreadStore } from './thread/thread.store.js';

@Module({
  imports: [
    AuditModule,
    HeldOrdersModule,
    PlatformsModule,
    AccountsModule,
    MediaModule,
    StopsModule,
    WorkersModule,
  ],
  controllers: [DeliveriesController],
  providers: [
    AccountTeller,
    AfterwardsService,
    AdmissionService,
    AgainStore,
    BreakerService,
    ClaimStore,
    CorrectionStore,
    CorrectorService,
    DeliveriesService,
    EnclosureService,
    EnclosureStore,
    EnqueueStore,
    IntentStore,
    LaneStore,
    OverdueStore,
    PersonStore,
    PublisherService,
    RecallStore,
    RecallerService,
    ReconcileStore,
    ReconcilerService,
    ReportStore,
    RescueStore,
    RescuerService,
    ResultStore,
    RetryService,
    SchedulerService,
    SendAgainService,
    SweeperService,
    ThreadService,
    ThreadStore,
  ],
  exports: [
    CorrectionStore,
    EnclosureStore,
    EnqueueStore,
    LaneStore,
    PersonStore,
    RecallStore,
    ReportStore,
    RetryService,
  ],
})
export class DeliveriesModule {}
