import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditTrail } from './audit-trail.js';
import { ChainStore } from './chain.store.js';
import { AuditChain } from './chain.service.js';
import { AuditDrop } from './drop.service.js';
import { DropStore } from './drop.store.js';
import { AuditHeads } from './head-export.service.js';
import { AuditReading } from './reading.service.js';
import { ReadingStore } from './reading.store.js';
import { AuditVerifier } from './verify.service.js';

@Module({
  controllers: [AuditController],
  providers: [
    AuditTrail,
    ChainStore,
    AuditChain,
    DropStore,
    AuditDrop,
    AuditHeads,
    AuditVerifier,
    ReadingStore,
    AuditReading,
  ],
  exports: [AuditTrail, AuditChain, AuditDrop, AuditHeads, AuditVerifier, AuditReading],
})
export class AuditModule {}
