import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { SealedCredentials } from '../../../src/accounts/index.js';
import { AppModule } from '../../../src/app.module.js';
import { ClaimStore } from '../../../src/deliveries/claim.store.js';
import { EnqueueStore } from '../../../src/deliveries/index.js';
import { readConfig } from '../../../src/kernel/config.js';
import type { Parts } from './seed.js';
import { environmentOf } from './settings.js';

/** The product's own parts, in this process, without a scheduler: what plans posts and looks at the tables. */
export interface Planner extends Parts {
  close(): Promise<void>;
}

export async function openPlanner(databaseUrl: string): Promise<Planner> {
  const environment = environmentOf({ databaseUrl, sinkUrl: 'http://127.0.0.1:9', concurrency: 1 });
  const app = await NestFactory.createApplicationContext(
    AppModule.create(readConfig({ ...environment, MUNADI_ROLE: 'web' })),
    { logger: ['error'] },
  );
  return {
    dataSource: app.get(DataSource),
    queue: app.get(EnqueueStore, { strict: false }),
    credentials: app.get(SealedCredentials, { strict: false }),
    claims: app.get(ClaimStore, { strict: false }),
    close: () => app.close(),
  };
}
