import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/index.js';
import { DistrictsModule } from '../districts/index.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { RateLimits } from '../kernel/rates/rate-limits.service.js';
import { RateStore } from '../kernel/rates/rate.store.js';
import { AccessGuard } from './access.guard.js';
import { CrossSiteGuard } from './cross-site.guard.js';
import { DeclaredAccess } from './declared-access.js';
import { PeopleService } from './people.service.js';
import { PeopleStore } from './people.store.js';
import { Person } from './person.entity.js';
import { SessionCookie } from './session-cookie.js';
import { SessionController } from './session.controller.js';
import { SESSION_LIFE_MS, SessionsService } from './sessions.service.js';
import { SessionsStore } from './sessions.store.js';

/** Installs the guard for the whole application: importing this module closes every route that is not public. */
@Module({
  imports: [TypeOrmModule.forFeature([Person]), AuditModule, DistrictsModule, DiscoveryModule],
  controllers: [SessionController],
  providers: [
    PeopleStore,
    PeopleService,
    SessionsStore,
    SessionsService,
    {
      provide: SessionCookie,
      useFactory: (config: Config) => new SessionCookie(config, SESSION_LIFE_MS),
      inject: [CONFIG],
    },
    RateStore,
    RateLimits,
    DeclaredAccess,
    { provide: APP_GUARD, useClass: CrossSiteGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [PeopleService],
})
export class IdentityModule {}
