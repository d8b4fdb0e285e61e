import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/index.js';
import { DistrictsModule } from '../districts/index.js';
import { RateLimits } from '../kernel/rates/rate-limits.service.js';
import { RateStore } from '../kernel/rates/rate.store.js';
import { SettingsModule } from '../settings/index.js';
import { AccessGuard } from './access.guard.js';
import { DeviceCookie, SessionCookie } from './browser-cookies.js';
import { CrossSiteGuard } from './cross-site.guard.js';
import { DeclaredAccess } from './declared-access.js';
import { DevicesController } from './devices/devices.controller.js';
import { DevicesService } from './devices/devices.service.js';
import { DevicesStore } from './devices/devices.store.js';
import { SessionEnds } from './devices/session-ends.service.js';
import { Claims } from './enrolment/claims.service.js';
import { EnrolmentController } from './enrolment/enrolment.controller.js';
import { EnrolmentService } from './enrolment/enrolment.service.js';
import { InvitesService } from './enrolment/invites.service.js';
import { InvitesStore } from './enrolment/invites.store.js';
import { OperatorCodes } from './enrolment/operator-codes.service.js';
import { PeopleListing } from './enrolment/people-listing.service.js';
import { PeopleListingStore } from './enrolment/people-listing.store.js';
import { PeopleController } from './enrolment/people.controller.js';
import { ChallengesStore } from './passkeys/challenges.store.js';
import { PasskeysService } from './passkeys/passkeys.service.js';
import { Passwords } from './passwords.service.js';
import { PeopleService } from './people.service.js';
import { PeopleStore } from './people.store.js';
import { Person } from './person.entity.js';
import { Secrets } from './secrets.js';
import { SessionController } from './session.controller.js';
import { SessionsService } from './sessions.service.js';
import { SessionsStore } from './sessions.store.js';
import { TrustService } from './trust.service.js';
import { TrustStore } from './trust.store.js';
import { VolunteersController } from './volunteers.controller.js';
import { SignInService } from './sign-in.service.js';
import { Tries } from './tries.js';
import { TriesStore } from './tries.store.js';

/** Installs the guard for the whole application: importing this module closes every route that is not public. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Person]),
    AuditModule,
    DistrictsModule,
    SettingsModule,
    DiscoveryModule,
  ],
  controllers: [
    SessionController,
    EnrolmentController,
    PeopleController,
    DevicesController,
    VolunteersController,
  ],
  providers: [
    PeopleStore,
    PeopleService,
    PeopleListing,
    PeopleListingStore,
    Passwords,
    Secrets,
    Tries,
    TriesStore,
    SessionsStore,
    SessionsService,
    TrustStore,
    TrustService,
    SignInService,
    SessionCookie,
    DeviceCookie,
    DevicesStore,
    DevicesService,
    SessionEnds,
    ChallengesStore,
    PasskeysService,
    InvitesStore,
    InvitesService,
    Claims,
    EnrolmentService,
    OperatorCodes,
    RateStore,
    RateLimits,
    DeclaredAccess,
    { provide: APP_GUARD, useClass: CrossSiteGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [PeopleService, Passwords, TrustService, SessionEnds, OperatorCodes],
})
export class IdentityModule {}
