import { Account } from './account.entity.js';

export { AccountTroublesStore } from './account-troubles.store.js';
export { AccountMoves } from './moves/account-moves.service.js';
export { AccountsModule } from './accounts.module.js';
export type { LackingAccount } from './accounts.store.js';
export { AccountsService } from './accounts.service.js';
export { SealedCredentials, type OpenedAccount } from './sealed-credentials.service.js';

/** What the database connection has to know of this folder. */
export const ACCOUNT_ENTITIES = [Account];
