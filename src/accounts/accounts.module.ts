import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/index.js';
import { DistrictsModule } from '../districts/index.js';
import { Cipher } from '../kernel/cipher.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { PlatformsModule } from '../platforms/index.js';
import { AccountCheck } from './account-check.service.js';
import { Account } from './account.entity.js';
import { AccountFinder } from './account-finder.service.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { AccountsStore } from './accounts.store.js';
import { CredentialsStore } from './credentials.store.js';
import { FoundAccountsController } from './found-accounts.controller.js';
import { FoundAccountsService } from './found-accounts.service.js';
import { FoundAccountsStore } from './found-accounts.store.js';
import { SealedCredentials } from './sealed-credentials.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Account]), AuditModule, DistrictsModule, PlatformsModule],
  controllers: [FoundAccountsController, AccountsController],
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
    FoundAccountsStore,
    FoundAccountsService,
    AccountFinder,
  ],
  exports: [AccountsService, SealedCredentials],
})
export class AccountsModule {}
