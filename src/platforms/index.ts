export type {
  AccountNews,
  AnyPlatform,
  Budget,
  Carried,
  CredentialFormat,
  Edited,
  Granted,
  Discovered,
  Identified,
  ListedAccount,
  Located,
  MediaFile,
  Outcome,
  Pause,
  Refreshed,
  RefusalCause,
  Retracted,
} from './platform.js';
export { PlatformsModule } from './platforms.module.js';
export { PlatformRegistry } from './registry.js';
