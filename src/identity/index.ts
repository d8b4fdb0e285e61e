import { Person } from './person.entity.js';

export { SessionEnds } from './devices/session-ends.service.js';
export { codeNotice, OperatorCodes } from './enrolment/operator-codes.service.js';
export { IdentityModule } from './identity.module.js';
export { Passwords } from './passwords.service.js';
export { PeopleService } from './people.service.js';
export { rolesWith } from './policy.js';
export { TrustService } from './trust.service.js';

/** What the database connection has to know of this folder. */
export const IDENTITY_ENTITIES = [Person];
