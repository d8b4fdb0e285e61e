import type { PlatformName } from '../contract/platforms.js';
import type { AnyPlatform } from './platform.js';

/** Every platform by its name. Nest gives it to whoever publishes, imports accounts or reviews texts. */
export class PlatformRegistry {
  constructor(private readonly platforms: Record<PlatformName, AnyPlatform>) {}

  get(name: PlatformName): AnyPlatform {
    return this.platforms[name];
  }

  all(): AnyPlatform[] {
    return Object.values(this.platforms);
  }

  /** Those that people are shown: what a platform needs is there. */
  offered(): AnyPlatform[] {
    return this.all().filter(({ isOffered = true }) => isOffered);
  }
}
