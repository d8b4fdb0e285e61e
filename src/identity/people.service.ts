import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { MIN_PASSWORD_CHARACTERS } from '../contract/passwords.js';
import type { Problem } from '../contract/problems.js';
import type { Role } from '../contract/session.js';
import { DistrictsService } from '../districts/index.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import type { Caller } from '../kernel/http/caller.js';
import { ProblemError, refuseIfAny } from '../kernel/problem-error.js';
import { isLogin } from './logins.js';
import { generatePassword, hashPassword } from './passwords.js';
import { PeopleStore } from './people.store.js';
import { toCaller } from './to-caller.js';

export interface NewPerson {
  /** Capitals are taken as small letters. */
  login: string;
  name: string;
  role: Role;
  /** Code of the place whose subtree this person works in. */
  placeCode: string;
  /** At least 8 characters; one is generated where none is given, and null leaves this person without one. */
  password?: string | null;
}

export interface AddedPerson {
  id: number;
  login: string;
  /** In clear, to be shown once: only its hash is stored. */
  password: string | null;
}

const MAX_NAME_CHARACTERS = 200;

/** People who may sign in, as the command line adds them; there is no self-registration. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly store: PeopleStore,
    private readonly districts: DistrictsService,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Somebody in whose name the command line acts. */
  async callerFor(login: string): Promise<Caller | undefined> {
    const person = await this.store.findActing(login.trim().toLowerCase());
    return person && toCaller(person, null);
  }

  /** @throws ProblemError naming everything that is wrong with the new person. */
  async addPerson(person: NewPerson): Promise<AddedPerson> {
    const login = person.login.trim().toLowerCase();
    const { role, placeCode } = person;
    const name = person.name.trim();
    const password = person.password === undefined ? generatePassword() : person.password;
    const place = (await this.districts.findByCodes([placeCode])).get(placeCode);
    const unknownPlace: Problem = {
      code: 'district_unknown',
      field: 'placeCode',
      params: { code: placeCode },
    };
    const problems = [...findFaults({ login, name, password }), ...(place ? [] : [unknownPlace])];
    if (!place) throw new ProblemError(422, problems);
    refuseIfAny(problems);

    const passwordHash = password === null ? null : await hashPassword(password);
    const createdAt = this.clock.now();
    return this.store.inTransaction(async (executor) => {
      const id = await this.store.insert(executor, {
        login,
        name,
        role,
        placeId: place.id,
        passwordHash,
        createdAt,
        isActive: true,
      });
      if (id === undefined) {
        throw new ProblemError(422, [{ code: 'login_taken', field: 'login', params: { login } }]);
      }
      await this.audit.record(executor, {
        personId: null,
        action: 'person.added',
        subject: `person:${id}`,
        details: { role, placeId: place.id },
      });
      return { id, login, password };
    });
  }
}

function findFaults(person: { login: string; name: string; password: string | null }): Problem[] {
  const problems: Problem[] = [];
  const { login, name, password } = person;
  if (!isLogin(login)) {
    problems.push({ code: 'login_invalid', field: 'login', params: { login } });
  }
  if (name === '' || name.length > MAX_NAME_CHARACTERS) {
    problems.push({ code: 'name_missing', field: 'name' });
  }
  if (password !== null && password.length < MIN_PASSWORD_CHARACTERS) {
    const minimum = MIN_PASSWORD_CHARACTERS;
    problems.push({ code: 'password_too_short', field: 'password', params: { minimum } });
  }
  return problems;
}
