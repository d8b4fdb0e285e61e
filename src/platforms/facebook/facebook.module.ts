import { Module } from '@nestjs/common';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { FacebookPlatform } from './facebook.platform.js';

@Module({
  providers: [
    {
      provide: FacebookPlatform,
      inject: [CONFIG, CLOCK],
      useFactory: ({ platforms }: Config, clock: Clock) => {
        const { graphApiUrl, graphVideoUrl, graphApiVersion, metaAppSecret, metaAppId } = platforms;
        return FacebookPlatform.at(
          {
            versionedUrl: `${graphApiUrl}/${graphApiVersion}`,
            versionedVideoUrl: `${graphVideoUrl}/${graphApiVersion}`,
            appSecret: metaAppSecret,
            appId: metaAppId,
          },
          clock,
        );
      },
    },
  ],
  exports: [FacebookPlatform],
})
export class FacebookModule {}
