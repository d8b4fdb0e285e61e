import { Module } from '@nestjs/common';
import { AuditTrail } from './audit-trail.js';
import { ChainStore } from './chain.store.js';
import { AuditChain } from './chain.service.js';
import { AuditDrop } from './drop.service.js';
import { DropStore } from './drop.store.js';
import { AuditHeads } from './head-export.service.js';
import { AuditVerifier } from './verify.service.js';

@Module({
  providers: [AuditTrail, ChainStore, AuditChain, DropStore, AuditDrop, AuditHeads, AuditVerifier],
  exports: [AuditTrail, AuditChain, AuditDrop, AuditHeads, AuditVerifier],
})
export class AuditModule {}
