import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { WorkersModule } from '../workers/index.js';
import { ArchiveService } from './archive.service.js';
import { ArchiveStore } from './archive.store.js';
import { MonthStore } from './month.store.js';
import { RetentionService } from './retention.service.js';
import { VacuumService } from './vacuum.service.js';
import { VacuumStore } from './vacuum.store.js';

@Module({
  imports: [AuditModule, WorkersModule],
  providers: [
    ArchiveService,
    ArchiveStore,
    MonthStore,
    RetentionService,
    VacuumService,
    VacuumStore,
  ],
  exports: [VacuumStore],
})
export class RetentionModule {}
