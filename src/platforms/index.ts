export type {
  AccountNews,
  AnyPlatform,
  Budget,
  CredentialFormat,
  Discovered,
  Identified,
  Located,
  Outcome,
  Pause,
  RefusalCause,
  Retracted,
} from './platform.js';
export { PlatformsModule } from './platforms.module.js';
export { PlatformRegistry } from './registry.js';
