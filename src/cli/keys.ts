import { randomBytes } from 'node:crypto';
import { SealedCredentials } from '../accounts/index.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { KEY_BYTES, keyWrapper, writeKey } from '../kernel/keys/index.js';
import { requireArgument, UsageError, type Command } from './command.js';

const newUsage = 'keys new ID';

export const keysNew: Command = {
  name: 'keys new',
  usage: newUsage,
  summary: 'Makes a key and prints it as a line of the ring, wrapped where a key service is set',
  read: (args) => {
    const id = requireArgument(args, newUsage);
    if (!/^[a-z0-9-]{1,16}$/.test(id)) throw new UsageError(`Usage: npm run munadi -- ${newUsage}`);
    return async function* (app) {
      const { wrapper } = app.get<Config>(CONFIG).keys.credentials;
      const secret = randomBytes(KEY_BYTES);
      yield writeKey(
        wrapper ? { id, wrapped: await keyWrapper(wrapper).wrap(secret) } : { id, secret },
      );
    };
  },
};

export const keysRotate: Command = {
  name: 'keys rotate',
  usage: 'keys rotate',
  summary: 'Seals every credential with the first key of the ring, while everything runs',
  read: () =>
    async function* (app) {
      const { rewrapped, unopened } = await app.get(SealedCredentials).rotateKeys();
      yield `${rewrapped} credentials are sealed with the current key now`;
      if (unopened > 0) {
        yield `${unopened} do not open with any key of the ring: put the old key back behind the new one and rotate again`;
      }
    },
};
