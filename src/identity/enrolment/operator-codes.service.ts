import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { ProblemError } from '../../kernel/problem-error.js';
import { generatePassword } from '../passwords.js';
import { PeopleStore } from '../people.store.js';
import { Secrets } from '../secrets.js';
import { typedCode } from './typed-code.js';
import { InvitesStore } from './invites.store.js';

/** A code to type, shown once: who can read the machine's terminal needs nobody's confirmation. */
export interface OperatorCode {
  /** Such as `kx4m-9pqe-v2hw-tr7c`: 79 bits. */
  code: string;
  /** Where it is typed. */
  url: string;
  expiresAt: Date;
}

/** What the terminal says of a code. */
export function codeNotice({ code, url, expiresAt }: OperatorCode): string {
  const until = expiresAt.toISOString().slice(0, 16).replace('T', ' ');
  return `Open ${url} on the phone or computer to sign in with, and type ${code} (good once, until ${until} UTC)`;
}

const CODE_LIFE_MS = 24 * 60 * 60_000;

/** Codes that are made on the machine itself: for the first owner, and for whoever lost every device. */
@Injectable()
export class OperatorCodes {
  constructor(
    private readonly invites: InvitesStore,
    private readonly people: PeopleStore,
    private readonly secrets: Secrets,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Undefined once there is anybody: owners are then made by owners. */
  async forFirstOwner(): Promise<OperatorCode | undefined> {
    if (await this.people.isAnybodyThere()) return undefined;
    return this.make(null);
  }

  /** For a new device of somebody who is there. @throws ProblemError for a login that nobody has. */
  async forPerson(login: string): Promise<OperatorCode> {
    const personId = await this.people.findId(login.trim().toLowerCase());
    if (personId === undefined) {
      throw new ProblemError(404, [{ code: 'not_found', params: { what: 'person' } }]);
    }
    return this.make(personId);
  }

  private async make(personId: number | null): Promise<OperatorCode> {
    const code = generatePassword();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + CODE_LIFE_MS);
    const tokenHash = this.secrets.hash('invite', typedCode(code));
    await this.invites.inTransaction(async (executor) => {
      if (personId !== null) await this.invites.withdrawOlder(executor, personId);
      const id = await this.invites.insert(executor, {
        tokenHash,
        personId,
        invitedBy: null,
        createdAt,
        expiresAt,
      });
      await this.audit.record(executor, {
        personId: null,
        action: 'device.invited',
        subject: personId === null ? 'installation' : `person:${personId}`,
        details: { inviteId: id },
      });
    });
    return { code, url: `${this.config.http.publicUrl}/claim`, expiresAt };
  }
}
