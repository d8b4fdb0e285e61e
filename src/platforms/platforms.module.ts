import { Module } from '@nestjs/common';
import type { PlatformName } from '../contract/platforms.js';
import { FacebookModule } from './facebook/facebook.module.js';
import { FacebookPlatform } from './facebook/facebook.platform.js';
import { InstagramModule } from './instagram/instagram.module.js';
import { InstagramPlatform } from './instagram/instagram.platform.js';
import type { AnyPlatform } from './platform.js';
import { PlatformsController } from './platforms.controller.js';
import { PlatformRegistry } from './registry.js';
import { SignalModule } from './signal/signal.module.js';
import { SignalPlatform } from './signal/signal.platform.js';
import { TelegramModule } from './telegram/telegram.module.js';
import { TelegramPlatform } from './telegram/telegram.platform.js';
import { XModule } from './x/x.module.js';
import { XPlatform } from './x/x.platform.js';

/** The list of platforms; one that the contract names and that is missing here does not compile. */
const PLATFORMS = {
  x: { module: XModule, platform: XPlatform },
  telegram: { module: TelegramModule, platform: TelegramPlatform },
  facebook: { module: FacebookModule, platform: FacebookPlatform },
  instagram: { module: InstagramModule, platform: InstagramPlatform },
  signal: { module: SignalModule, platform: SignalPlatform },
} satisfies Record<PlatformName, { module: unknown; platform: unknown }>;

@Module({
  imports: Object.values(PLATFORMS).map(({ module }) => module),
  controllers: [PlatformsController],
  providers: [
    {
      provide: PlatformRegistry,
      inject: Object.values(PLATFORMS).map(({ platform }) => platform),
      useFactory: (...platforms: AnyPlatform[]) => new PlatformRegistry(byName(platforms)),
    },
  ],
  exports: [PlatformRegistry],
})
export class PlatformsModule {}

function byName(platforms: readonly AnyPlatform[]): Record<PlatformName, AnyPlatform> {
  const named = platforms.map((platform) => [platform.capabilities.name, platform]);
  return Object.fromEntries(named) as Record<PlatformName, AnyPlatform>;
}
