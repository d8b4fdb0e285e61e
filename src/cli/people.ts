import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { ROLES, type Role } from '../contract/session.js';
import { codeNotice, OperatorCodes, PeopleService } from '../identity/index.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { UsageError, type Command } from './command.js';

const usage = 'people add --login L --name N --role R --place CODE';

export const peopleAdd: Command = {
  name: 'people add',
  usage,
  summary: `Adds somebody and prints a code for their first device once; roles: ${ROLES.join(', ')}`,
  read: (args) => {
    const { values } = parseArgs({
      args,
      options: {
        login: { type: 'string' },
        name: { type: 'string' },
        role: { type: 'string' },
        place: { type: 'string' },
      },
    });
    const { login, name, place } = values;
    const role = ROLES.find((known) => known === values.role);
    if (!login || !name || !place || !role)
      throw new UsageError(`Usage: npm run munadi -- ${usage}`);
    return (app) => add(app, { login, name, role, placeCode: place });
  },
};

export const peopleCode: Command = {
  name: 'people code',
  usage: 'people code --login L',
  summary: 'Prints a code for one more device of somebody, also after they lost theirs',
  read: (args) => {
    const { values } = parseArgs({ args, options: { login: { type: 'string' } } });
    const { login } = values;
    if (!login) throw new UsageError('Usage: npm run munadi -- people code --login L');
    return async function* (app) {
      yield codeNotice(await app.get(OperatorCodes).forPerson(login));
    };
  },
};

export const ownerCode: Command = {
  name: 'owner code',
  usage: 'owner code',
  summary: 'Prints the code that makes the first owner, as long as nobody is there',
  read: () =>
    async function* (app) {
      const code = await app.get(OperatorCodes).forFirstOwner();
      yield code
        ? codeNotice(code)
        : 'Somebody is there already: owners invite owners, and "people code --login L" helps who lost a device';
    },
};

/** Where a password alone is enough they get one, elsewhere a code for a device. */
async function* add(
  app: INestApplicationContext,
  person: { login: string; name: string; role: Role; placeCode: string },
): AsyncIterable<string> {
  const people = app.get(PeopleService);
  if (app.get<Config>(CONFIG).identity.passwords === 'alone') {
    const { login, password } = await people.addPerson(person);
    yield `${login} may sign in with the password ${password ?? ''} (it is shown only now)`;
    return;
  }
  const { login } = await people.addPerson({ ...person, password: null });
  yield `${login} is added. ${codeNotice(await app.get(OperatorCodes).forPerson(login))}`;
}
