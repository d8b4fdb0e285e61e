import { Module } from '@nestjs/common';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { FacebookClient } from './facebook.client.js';
import { FacebookPlatform } from './facebook.platform.js';

@Module({
  providers: [
    {
      provide: FacebookPlatform,
      inject: [CONFIG, CLOCK],
      useFactory: ({ platforms }: Config, clock: Clock) =>
        new FacebookPlatform(
          new FacebookClient(`${platforms.graphApiUrl}/${platforms.graphApiVersion}`),
          clock,
        ),
    },
  ],
  exports: [FacebookPlatform],
})
export class FacebookModule {}
