export { CredentialKeys } from './credential-keys.js';
export { KEY_BYTES, writeKey, type KeyRing, type NamedKey } from './key-ring.js';
export { keyEnvironment, keySettings, type KeySettings } from './key-settings.js';
export { KeyWatch } from './key-watch.service.js';
export { KeysUnreadable } from './load-ring.js';
export { keyWrapper } from './key-wrapper.js';
