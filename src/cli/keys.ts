import { SealedCredentials } from '../accounts/index.js';
import type { Command } from './command.js';

export const keysRotate: Command = {
  name: 'keys rotate',
  usage: 'keys rotate',
  summary:
    'Seals every credential with the first key of MUNADI_CREDENTIAL_KEYS, while everything runs',
  read: () =>
    async function* (app) {
      const { rewrapped, unopened } = await app.get(SealedCredentials).rotateKeys();
      yield `${rewrapped} credentials are sealed with the current key now`;
      if (unopened > 0) {
        yield `${unopened} do not open with any key of the ring: put the old key back behind the new one and rotate again`;
      }
    },
};
