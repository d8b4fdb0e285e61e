import { Module } from '@nestjs/common';
import { FacebookModule } from './facebook/facebook.module.js';
import { FacebookPlatform } from './facebook/facebook.platform.js';
import { InstagramModule } from './instagram/instagram.module.js';
import { InstagramPlatform } from './instagram/instagram.platform.js';
import { PlatformsController } from './platforms.controller.js';
import { PlatformRegistry } from './registry.js';
import { TelegramModule } from './telegram/telegram.module.js';
import { TelegramPlatform } from './telegram/telegram.platform.js';
import { XModule } from './x/x.module.js';
import { XPlatform } from './x/x.platform.js';

/** The list of platforms; one that the contract names and that is missing here does not compile. */
@Module({
  imports: [XModule, TelegramModule, FacebookModule, InstagramModule],
  controllers: [PlatformsController],
  providers: [
    {
      provide: PlatformRegistry,
      inject: [XPlatform, TelegramPlatform, FacebookPlatform, InstagramPlatform],
      useFactory: (
        x: XPlatform,
        telegram: TelegramPlatform,
        facebook: FacebookPlatform,
        instagram: InstagramPlatform,
      ) => new PlatformRegistry({ x, telegram, facebook, instagram }),
    },
  ],
  exports: [PlatformRegistry],
})
export class PlatformsModule {}
