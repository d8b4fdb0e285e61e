import { Module } from '@nestjs/common';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { XClient } from './x.client.js';
import { XPlatform } from './x.platform.js';

@Module({
  providers: [
    {
      provide: XPlatform,
      inject: [CONFIG, CLOCK],
      useFactory: (config: Config, clock: Clock) =>
        new XPlatform(new XClient(config.platforms.xApiUrl), clock),
    },
  ],
  exports: [XPlatform],
})
export class XModule {}
