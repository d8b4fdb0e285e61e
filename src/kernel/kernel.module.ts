import {
  Global,
  Inject,
  Injectable,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CLOCK, systemClock, type Clock } from './clock.js';
import { CONFIG, type Config } from './config.js';
import { secretsIn } from './config-secrets.js';
import { connectionOptions, type ConnectionOptions } from './database/connection.js';
import { trustPlaces } from './egress/index.js';
import { hideSecrets } from './log.js';
import { NotificationListener } from './database/notifications.js';
import { WorkerDatabase } from './database/worker-database.js';

export interface KernelOptions {
  config: Config;
  entities: ConnectionOptions['entities'];
  clock?: Clock;
}

const POOL_SIZE = 20;

@Injectable()
class ConnectionsLife implements OnApplicationShutdown {
  constructor(
    @Inject(NotificationListener) private readonly listener: NotificationListener,
    private readonly workerDatabase: WorkerDatabase,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.listener.close(), this.workerDatabase.close()]);
  }
}

/** What every module may ask for: settings, the clock, the database and its signals. */
@Global()
@Module({})
export class KernelModule {
  static forRoot({ config, entities, clock = systemClock }: KernelOptions): DynamicModule {
    trustPlaces(config.ownPlaces);
    hideSecrets(secretsIn(config));
    return {
      module: KernelModule,
      imports: [
        TypeOrmModule.forRoot(
          connectionOptions({
            databaseUrl: config.databaseUrl,
            entities,
            poolSize: POOL_SIZE,
            applicationName: `munadi-${config.role}`,
          }),
        ),
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: CLOCK, useValue: clock },
        {
          provide: NotificationListener,
          useFactory: async () => {
            const listener = new NotificationListener(config.databaseUrl);
            await listener.open();
            return listener;
          },
        },
        { provide: WorkerDatabase, useFactory: () => new WorkerDatabase(config.databaseUrl) },
        ConnectionsLife,
      ],
      exports: [CONFIG, CLOCK, NotificationListener, WorkerDatabase],
    };
  }
}
