export type {
  AnyPlatform,
  Budget,
  CredentialFormat,
  Identified,
  ListedAccount,
  Located,
  Outcome,
  Pause,
  RefusalCause,
  Retracted,
} from './platform.js';
export { PlatformsModule } from './platforms.module.js';
export { PlatformRegistry } from './registry.js';
