import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { DistrictsModule } from '../districts/index.js';
import { Cipher } from '../kernel/cipher.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { CredentialKeys } from '../kernel/keys/index.js';
import { PlatformsModule } from '../platforms/index.js';
import { AccountCheck } from './account-check.service.js';
import { AccountFinder } from './account-finder.service.js';
import { AccountHealthStore } from './account-health.store.js';
import { AccountListingController } from './account-listing.controller.js';
import { AccountListing } from './account-listing.service.js';
import { AccountListingStore } from './account-listing.store.js';
import { AccountTroublesStore } from './account-troubles.store.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { AccountsStore } from './accounts.store.js';
import { ConnectController } from './connect/connect.controller.js';
import { ConnectService } from './connect/connect.service.js';
import { ConnectionsStore } from './connect/connections.store.js';
import { RenewalsService } from './connect/renewals.service.js';
import { RenewalsStore } from './connect/renewals.store.js';
import { CredentialsStore } from './credentials.store.js';
import { FoundAccountsController } from './found-accounts.controller.js';
import { FoundAccountsService } from './found-accounts.service.js';
import { FoundAccountsStore } from './found-accounts.store.js';
import { KeyWatch } from './key-watch.service.js';
import { AttentionStore } from './overview/attention.store.js';
import { CoverageController } from './overview/coverage.controller.js';
import { CoverageService } from './overview/coverage.service.js';
import { CoverageStore } from './overview/coverage.store.js';
import { CheckQueueStore } from './preflight/check-queue.store.js';
import { PreflightLeader } from './preflight/preflight-leader.service.js';
import { PreflightService } from './preflight/preflight.service.js';
import { RoomStore } from './preflight/room.store.js';
import { RegistryController } from './registry/registry.controller.js';
import { RegistryService } from './registry/registry.service.js';
import { RegistryStore } from './registry/registry.store.js';
import { SealedCredentials } from './sealed-credentials.service.js';

@Module({
  imports: [AuditModule, DistrictsModule, PlatformsModule],
  controllers: [
    ConnectController,
    FoundAccountsController,
    AccountListingController,
    CoverageController,
    RegistryController,
    AccountsController,
  ],
  providers: [
    {
      provide: CredentialKeys,
      useFactory: ({ keys }: Config) => CredentialKeys.open(keys.credentials),
      inject: [CONFIG],
    },
    {
      provide: Cipher,
      useFactory: ({ cipher }: CredentialKeys) => cipher,
      inject: [CredentialKeys],
    },
    KeyWatch,
    AccountsStore,
    CredentialsStore,
    SealedCredentials,
    AccountsService,
    AccountHealthStore,
    AccountTroublesStore,
    AccountCheck,
    ConnectionsStore,
    ConnectService,
    RenewalsStore,
    RenewalsService,
    AccountListingStore,
    AccountListing,
    FoundAccountsStore,
    FoundAccountsService,
    AccountFinder,
    RoomStore,
    CheckQueueStore,
    PreflightService,
    PreflightLeader,
    CoverageStore,
    AttentionStore,
    CoverageService,
    RegistryStore,
    RegistryService,
  ],
  exports: [AccountsService, AccountTroublesStore, SealedCredentials],
})
export class AccountsModule {}
