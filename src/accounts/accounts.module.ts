import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/index.js';
import { DistrictsModule } from '../districts/index.js';
import { Cipher } from '../kernel/cipher.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { PlatformsModule } from '../platforms/index.js';
import { AccountCheck } from './account-check.service.js';
import { AccountListingController } from './account-listing.controller.js';
import { AccountListing } from './account-listing.service.js';
import { AccountListingStore } from './account-listing.store.js';
import { Account } from './account.entity.js';
import { AccountFinder } from './account-finder.service.js';
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
import { SealedCredentials } from './sealed-credentials.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Account]), AuditModule, DistrictsModule, PlatformsModule],
  controllers: [
    ConnectController,
    FoundAccountsController,
    AccountListingController,
    AccountsController,
  ],
  providers: [
    {
      provide: Cipher,
      useFactory: ({ keys }: Config) => new Cipher(keys.credentials),
      inject: [CONFIG],
    },
    AccountsStore,
    CredentialsStore,
    SealedCredentials,
    AccountsService,
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
  ],
  exports: [AccountsService, SealedCredentials],
})
export class AccountsModule {}
