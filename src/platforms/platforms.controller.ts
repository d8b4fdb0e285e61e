import { Controller, Get } from '@nestjs/common';
import type { PlatformCapabilities } from '../contract/platforms.js';
import { SignedIn } from '../kernel/http/access.decorator.js';
import { PlatformRegistry } from './registry.js';

@Controller('platforms')
export class PlatformsController {
  constructor(private readonly registry: PlatformRegistry) {}

  @Get()
  @SignedIn()
  list(): PlatformCapabilities[] {
    return this.registry.offered().map((platform) => platform.capabilities);
  }
}
