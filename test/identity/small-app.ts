import 'reflect-metadata';
import cookie from '@fastify/cookie';
import { Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_PIPE, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Role } from '../../src/contract/session.js';
import { DISTRICT_ENTITIES, DistrictsModule, DistrictsService } from '../../src/districts/index.js';
import { IDENTITY_ENTITIES, IdentityModule, PeopleService } from '../../src/identity/index.js';
import type { Clock } from '../../src/kernel/clock.js';
import { readConfig } from '../../src/kernel/config.js';
import { ProblemFilter } from '../../src/kernel/http/problem.filter.js';
import { schemaPipe } from '../../src/kernel/http/schema.pipe.js';
import { KernelModule } from '../../src/kernel/kernel.module.js';

export const PASSWORD = 'pass-phrase-for-tests';

const TREE = `code,parentCode,kind,nameEn,nameHi
UP,,state,Uttar Pradesh,उत्तर प्रदेश
LKO,UP,district,Lucknow,लखनऊ
B-1,LKO,booth,Booth 1,बूथ 1
AGRA,UP,district,Agra,आगरा`;

export const PEOPLE: { login: string; role: Role; placeCode: string }[] = [
  { login: 'owner', role: 'owner', placeCode: 'UP' },
  { login: 'editor', role: 'central_editor', placeCode: 'UP' },
  { login: 'lead', role: 'district_lead', placeCode: 'LKO' },
  { login: 'volunteer', role: 'volunteer', placeCode: 'LKO' },
  { login: 'auditor', role: 'auditor', placeCode: 'UP' },
];

/** A clock that stands still until a test moves it. */
export class HandClock implements Clock {
  private at = new Date('2026-12-01T08:00:00Z');

  now(): Date {
    return this.at;
  }

  pass(minutes: number): void {
    this.at = new Date(this.at.getTime() + minutes * 60_000);
  }
}

export interface SmallAppOptions {
  databaseUrl: string;
  clock: Clock;
  publicUrl?: string;
  /** Whether a password is enough; it is where a test says nothing. */
  passwords?: 'alone' | 'with_code' | 'off';
  /** Routes of the test's own. */
  controllers?: Type[];
}

/** Only districts and people, over real HTTP, as the whole application wires them. Not yet listening. */
export async function smallApp(options: SmallAppOptions): Promise<NestFastifyApplication> {
  const { databaseUrl, clock, publicUrl = '', passwords = 'alone', controllers = [] } = options;
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    MUNADI_PUBLIC_URL: publicUrl,
    MUNADI_CREDENTIAL_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    MUNADI_SESSION_KEY: Buffer.alloc(32, 9).toString('base64'),
    MUNADI_PASSWORDS: passwords,
  });
  @Module({
    imports: [
      KernelModule.forRoot({
        config,
        clock,
        entities: [...DISTRICT_ENTITIES, ...IDENTITY_ENTITIES],
      }),
      DistrictsModule,
      IdentityModule,
    ],
    controllers,
    providers: [
      { provide: APP_FILTER, useClass: ProblemFilter },
      { provide: APP_PIPE, useFactory: schemaPipe },
    ],
  })
  class SmallModule {}

  const app = await NestFactory.create<NestFastifyApplication>(SmallModule, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  app.enableShutdownHooks();
  await app.register(cookie);
  return app;
}

/** The places alone, where nobody is yet. */
export async function layOutPlaces(app: NestFastifyApplication): Promise<void> {
  await app.get(DistrictsService).importFile({ format: 'csv', content: TREE }, null);
}

/** The places and people of every test in this folder. */
export async function settle(app: NestFastifyApplication): Promise<void> {
  await layOutPlaces(app);
  for (const { login, role, placeCode } of PEOPLE) {
    await app
      .get(PeopleService)
      .addPerson({ login, name: `Name of ${login}`, role, placeCode, password: PASSWORD });
  }
}
