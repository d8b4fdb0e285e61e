export type {
  AnyPlatform,
  Budget,
  CredentialFormat,
  Edited,
  Identified,
  Listed,
  ListedAccount,
  Located,
  MediaFile,
  Outcome,
  Pause,
  RefusalCause,
  Retracted,
} from './platform.js';
export { PlatformsModule } from './platforms.module.js';
export { PlatformRegistry } from './registry.js';
