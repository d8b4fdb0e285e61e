import { Module } from '@nestjs/common';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { InstagramClient } from './instagram.client.js';
import { InstagramPlatform } from './instagram.platform.js';

@Module({
  providers: [
    {
      provide: InstagramPlatform,
      inject: [CONFIG, CLOCK],
      useFactory: ({ platforms }: Config, clock: Clock) => {
        const { instagramApiUrl, graphApiVersion, metaAppSecret, metaAppId } = platforms;
        const versionedUrl = `${instagramApiUrl}/${graphApiVersion}`;
        const client = new InstagramClient({
          versionedUrl,
          appSecret: metaAppSecret,
          appId: metaAppId,
        });
        return new InstagramPlatform({ client, clock });
      },
    },
  ],
  exports: [InstagramPlatform],
})
export class InstagramModule {}
