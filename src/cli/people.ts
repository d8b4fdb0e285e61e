import { parseArgs } from 'node:util';
import { ROLES, type Role } from '../contract/session.js';
import { PeopleService } from '../identity/index.js';
import { UsageError, type Command } from './command.js';

const usage = 'people add --login L --name N --role R --place CODE';

export const peopleAdd: Command = {
  name: 'people add',
  usage,
  summary: `Adds somebody and prints their password once; roles: ${ROLES.join(', ')}`,
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
    return (app) => add(app.get(PeopleService), { login, name, role, placeCode: place });
  },
};

async function* add(
  people: PeopleService,
  person: { login: string; name: string; role: Role; placeCode: string },
): AsyncIterable<string> {
  const added = await people.addPerson(person);
  yield `${added.login} may sign in with the password ${added.password} (it is shown only now)`;
}
