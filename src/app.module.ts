import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { ACCOUNT_ENTITIES, AccountsModule } from './accounts/index.js';
import { AuditModule } from './audit/index.js';
import { DeliveriesModule } from './deliveries/index.js';
import { DISTRICT_ENTITIES, DistrictsModule } from './districts/index.js';
import { HealthModule } from './health/index.js';
import { HeldOrdersModule } from './held-orders/index.js';
import { IDENTITY_ENTITIES, IdentityModule } from './identity/index.js';
import type { Clock } from './kernel/clock.js';
import type { Config } from './kernel/config.js';
import { ProblemFilter } from './kernel/http/problem.filter.js';
import { schemaPipe } from './kernel/http/schema.pipe.js';
import { KernelModule } from './kernel/kernel.module.js';
import { MediaModule } from './media/index.js';
import { PlatformsModule } from './platforms/index.js';
import { PostsModule } from './posts/index.js';
import { RetentionModule } from './retention/index.js';
import { SettingsModule } from './settings/index.js';
import { StopsModule } from './stops/index.js';
import { WorkersModule } from './workers/index.js';

/** The only list of all modules. */
@Module({})
export class AppModule {
  static create(config: Config, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        KernelModule.forRoot({
          config,
          entities: [...DISTRICT_ENTITIES, ...IDENTITY_ENTITIES, ...ACCOUNT_ENTITIES],
          ...(clock ? { clock } : {}),
        }),
        ScheduleModule.forRoot(),
        AuditModule,
        DistrictsModule,
        SettingsModule,
        IdentityModule,
        HeldOrdersModule,
        PlatformsModule,
        AccountsModule,
        MediaModule,
        StopsModule,
        WorkersModule,
        DeliveriesModule,
        PostsModule,
        RetentionModule,
        HealthModule,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: schemaPipe },
      ],
    };
  }
}
