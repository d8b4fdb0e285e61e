import { Module } from '@nestjs/common';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { SignalClient } from './signal.client.js';
import { SignalPlatform } from './signal.platform.js';

@Module({
  providers: [
    {
      provide: SignalPlatform,
      inject: [CONFIG, CLOCK],
      useFactory: ({ platforms: { signalApiUrl } }: Config, clock: Clock) =>
        new SignalPlatform(signalApiUrl === null ? null : new SignalClient(signalApiUrl), clock),
    },
  ],
  exports: [SignalPlatform],
})
export class SignalModule {}
