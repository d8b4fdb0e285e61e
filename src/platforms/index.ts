export type {
  AnyPlatform,
  Budget,
  CredentialFormat,
  Granted,
  Identified,
  Located,
  Outcome,
  Pause,
  Refreshed,
  RefusalCause,
  Retracted,
} from './platform.js';
export { PlatformsModule } from './platforms.module.js';
export { PlatformRegistry } from './registry.js';
