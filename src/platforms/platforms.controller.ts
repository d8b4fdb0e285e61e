import { Controller, Get } from '@nestjs/common';
import type { OfferedPlatform } from '../contract/platforms.js';
import { SignedIn } from '../kernel/http/access.decorator.js';
import { PlatformRegistry } from './registry.js';
import { waysTo } from './ways.js';

@Controller('platforms')
export class PlatformsController {
  constructor(private readonly registry: PlatformRegistry) {}

  @Get()
  @SignedIn()
  list(): OfferedPlatform[] {
    const offered = this.registry.offered();
    return offered.map((platform) => ({
      ...platform.capabilities,
      ways: waysTo(platform, offered),
    }));
  }
}
