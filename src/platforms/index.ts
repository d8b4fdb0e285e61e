export type {
  AnyPlatform,
  CredentialFormat,
  Identified,
  Located,
  Outcome,
  RefusalCause,
  TextProblem,
} from './platform.js';
export { PlatformsModule } from './platforms.module.js';
export { PlatformRegistry } from './registry.js';
