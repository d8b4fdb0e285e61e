import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import type { Executor } from '../../kernel/database/sql.js';
import { ProblemError } from '../../kernel/problem-error.js';
import { isLogin } from '../logins.js';
import { PeopleStore } from '../people.store.js';
import { InvitesStore } from './invites.store.js';

export interface FirstOwner {
  name: string;
  login: string;
}

/** Whoever has the code from the machine's terminal becomes the first owner. There is one first. */
@Injectable()
export class Claims {
  constructor(
    private readonly people: PeopleStore,
    private readonly invites: InvitesStore,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws ProblemError */
  check(owner: FirstOwner | undefined): FirstOwner {
    if (!owner) throw new ProblemError(422, [{ code: 'name_missing', field: 'owner.name' }]);
    const { login } = owner;
    if (isLogin(login)) return owner;
    const problem = { code: 'login_invalid', field: 'owner.login', params: { login } } as const;
    throw new ProblemError(422, [problem]);
  }

  /** What the authenticator knows the owner by before there is one: the same whenever the page asks. */
  handleOf(inviteId: number): Buffer {
    return createHash('sha256').update(`first owner ${inviteId}`).digest().subarray(0, 16);
  }

  /** Answers the owner's id. @throws ProblemError when somebody was faster, or there is no place yet. */
  async makeOwner(
    executor: Executor,
    owner: FirstOwner | undefined,
    inviteId: number,
  ): Promise<number> {
    const { name, login } = this.check(owner);
    await this.people.inOneLine(executor);
    const placeId = await this.invites.topPlaceId(executor);
    if (placeId === undefined) throw new ProblemError(409, [{ code: 'no_places_yet' }]);
    const isClaimed = await this.people.isAnybodyThere(executor);
    const id = isClaimed
      ? undefined
      : await this.people.insert(executor, {
          login,
          name,
          role: 'owner',
          placeId,
          passwordHash: null,
          createdAt: this.clock.now(),
          isActive: true,
        });
    if (id === undefined) throw new ProblemError(409, [{ code: 'already_claimed' }]);
    await this.people.setHandle(executor, id, this.handleOf(inviteId));
    await this.audit.record(executor, {
      personId: id,
      action: 'person.added',
      subject: `person:${id}`,
      details: { role: 'owner', placeId },
    });
    return id;
  }
}
