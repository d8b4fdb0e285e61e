export { CredentialKeys } from './credential-keys.js';
export { KEY_BYTES, writeKey, type NamedKey } from './key-ring.js';
export { KeysUnreadable } from './load-ring.js';
export { keyWrapper } from './key-wrapper.js';
