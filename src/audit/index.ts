export { AuditChain } from './chain.service.js';
export type { ChainFault } from './chain-check.js';
export { AuditDrop } from './drop.service.js';
export { AuditHeads } from './head-export.service.js';
export { AuditReading } from './reading.service.js';
export { AuditTrail } from './audit-trail.js';
export { AuditVerifier, type Verification } from './verify.service.js';
export { AuditModule } from './audit.module.js';
