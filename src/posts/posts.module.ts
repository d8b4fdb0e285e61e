import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditModule } from '../audit/index.js';
import { DeliveriesModule } from '../deliveries/index.js';
import { DistrictsModule } from '../districts/index.js';
import { HeldOrdersModule } from '../held-orders/index.js';
import { IdentityModule } from '../identity/index.js';
import { MediaModule } from '../media/index.js';
import { PlatformsModule } from '../platforms/index.js';
import { StopsModule } from '../stops/index.js';
import { ApprovalService } from './approval/approval.service.js';
import { ApprovalStore } from './approval/approval.store.js';
import { ApprovalsController } from './approval/approvals.controller.js';
import { ComposeService } from './compose.service.js';
import { CorrectService } from './correct.service.js';
import { PostStore } from './post.store.js';
import { PostsController } from './posts.controller.js';
import { PostsService } from './posts.service.js';
import { ProgressService } from './progress.service.js';
import { RecallService } from './recall.service.js';
import { RelayController } from './relay/relay.controller.js';
import { RelayStore } from './relay/relay.store.js';
import { ReviewContentService } from './review-content.service.js';

@Module({
  imports: [
    AuditModule,
    DistrictsModule,
    IdentityModule,
    HeldOrdersModule,
    PlatformsModule,
    AccountsModule,
    MediaModule,
    StopsModule,
    DeliveriesModule,
  ],
  controllers: [PostsController, ApprovalsController, RelayController],
  providers: [
    ApprovalService,
    ApprovalStore,
    ComposeService,
    CorrectService,
    PostStore,
    PostsService,
    ProgressService,
    RecallService,
    RelayStore,
    ReviewContentService,
  ],
  exports: [ComposeService, PostsService],
})
export class PostsModule {}
