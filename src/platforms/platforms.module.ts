import { Module } from '@nestjs/common';
import { FacebookModule } from './facebook/facebook.module.js';
import { FacebookPlatform } from './facebook/facebook.platform.js';
import { PlatformsController } from './platforms.controller.js';
import { PlatformRegistry } from './registry.js';
import { TelegramModule } from './telegram/telegram.module.js';
import { TelegramPlatform } from './telegram/telegram.platform.js';
import { XModule } from './x/x.module.js';
import { XPlatform } from './x/x.platform.js';

/** The list of platforms; one that the contract names and that is missing here does not compile. */
@Module({
  imports: [XModule, TelegramModule, FacebookModule],
  controllers: [PlatformsController],
  providers: [
    {
      provide: PlatformRegistry,
      inject: [XPlatform, TelegramPlatform, FacebookPlatform],
      useFactory: (x: XPlatform, telegram: TelegramPlatform, facebook: FacebookPlatform) =>
        new PlatformRegistry({ x, telegram, facebook }),
    },
  ],
  exports: [PlatformRegistry],
})
export class PlatformsModule {}
