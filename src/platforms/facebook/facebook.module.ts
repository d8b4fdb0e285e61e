import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../kernel/config.js';
import { FacebookClient } from './facebook.client.js';
import { FacebookPlatform } from './facebook.platform.js';

@Module({
  providers: [
    {
      provide: FacebookPlatform,
      inject: [CONFIG],
      useFactory: ({ platforms }: Config) =>
        new FacebookPlatform(
          new FacebookClient(`${platforms.graphApiUrl}/${platforms.graphApiVersion}`),
        ),
    },
  ],
  exports: [FacebookPlatform],
})
export class FacebookModule {}
