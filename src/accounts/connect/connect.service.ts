import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import type { ConnectRequest, ConnectReturn } from '../../contract/connect.js';
import { PLATFORM_LABELS, type PlatformName } from '../../contract/platforms.js';
import type { ProblemCode } from '../../contract/problems.js';
import { DistrictsService } from '../../districts/index.js';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { despiteLostRaces, type Executor } from '../../kernel/database/sql.js';
import type { Caller } from '../../kernel/http/caller.js';
import { ProblemError } from '../../kernel/problem-error.js';
import { isSameSecret } from '../../kernel/same-secret.js';
import { PlatformRegistry, type Granted as Grant, type Identified } from '../../platforms/index.js';
import { AccountCheck } from '../account-check.service.js';
import { AccountHealthStore } from '../account-health.store.js';
import { SealedCredentials } from '../sealed-credentials.service.js';
import { ConnectionsStore, type OpenConnection } from './connections.store.js';
import { RenewalsService } from './renewals.service.js';

/** Longest stay on the platform's page. */
export const CONNECT_WITHIN_MS = 600_000;
export const CALLBACK_PATH = '/api/accounts/connect/callback';
const SECRET_BYTES = 32;

/** What a browser gets to start with: where to go, and what it has to bring back beside the state. */
export interface Started {
  authorizeUrl: string;
  browserSecret: string;
}

/** Who the platform says it is, and what speaks for it. */
type Known = Extract<Identified, { kind: 'identified' }> & { credentials: unknown };
type Granted = Extract<Grant, { kind: 'granted' }>;

/** A person lends Munadi an account on the platform's own page; no key is copied. */
@Injectable()
export class ConnectService {
  constructor(
    private readonly store: ConnectionsStore,
    private readonly health: AccountHealthStore,
    private readonly check: AccountCheck,
    private readonly credentials: SealedCredentials,
    private readonly renewals: RenewalsService,
    private readonly districts: DistrictsService,
    private readonly platforms: PlatformRegistry,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws ProblemError when the place or the account is not the caller's, or the platform is not set up for it. */
  async start(wanted: ConnectRequest, caller: Caller): Promise<Started> {
    const { personId } = caller;
    const placePath = caller.scopeOf('accounts.import');
    const { platform, districtId, accountId = null } = wanted;
    const places = await this.districts.subtreeOf([districtId], placePath);
    if (!places.includes(districtId)) throw problem(404, 'not_found', { what: 'district' });
    const now = this.clock.now();
    if (accountId !== null && !(await this.health.findView(accountId, placePath, now))) {
      throw problem(404, 'not_found', { what: 'account' });
    }
    const connection = this.connectionOf(platform);
    const [state, browserSecret, codeVerifier] = [newSecret(), newSecret(), newSecret()];
    const open: OpenConnection = {
      stateHash: hashOf(state),
      browserHash: hashOf(browserSecret),
      personId,
      platform,
      districtId,
      accountId,
      codeVerifier,
      expiresAt: new Date(now.getTime() + CONNECT_WITHIN_MS),
    };
    await this.store.open(open, now);
    const codeChallenge = hashOf(codeVerifier).toString('base64url');
    const { redirectUri } = this;
    return {
      authorizeUrl: connection.authorizeUrl({ state, codeChallenge, redirectUri }),
      browserSecret,
    };
  }

  /**
   * Answers the account. What was begun is taken away first, so that an address works once.
   * @throws ProblemError that says what happened and what to do.
   */
  async finish(
    { state, code }: ConnectReturn,
    browserSecret: string | undefined,
    { personId }: Caller,
  ): Promise<number> {
    const open = await this.store.take(hashOf(state), this.clock.now());
    const isTheirs =
      open?.personId === personId &&
      browserSecret !== undefined &&
      isSameSecret(open.browserHash, hashOf(browserSecret));
    if (!isTheirs) throw problem(409, 'connect_ended');
    if (code === undefined) throw problem(409, 'connect_declined', named(open.platform));
    const granted = await this.exchange(open, code);
    const known = await this.identify(open.platform, granted);
    return despiteLostRaces(() =>
      this.store.inTransaction((executor) => this.save(executor, { open, granted, known })),
    );
  }

  private async exchange(open: OpenConnection, code: string): Promise<Granted> {
    const { platform, codeVerifier } = open;
    const { redirectUri, signal } = this;
    const grant = { code, codeVerifier, redirectUri, signal };
    const granted = await this.connectionOf(platform).exchange(grant);
    if (granted.kind === 'granted') return granted;
    throw problem(409, 'connect_failed', { ...named(platform), detail: granted.detail });
  }

  /** Whoever was signed in at the platform: nobody's word is taken for it. */
  private async identify(name: PlatformName, { cells }: Granted): Promise<Known> {
    const platform = this.platforms.get(name);
    const parsed = platform.credentials.parse(cells);
    if (parsed.kind === 'incomplete') throw new Error(`${name} grants what it can't read`);
    const { credentials } = parsed;
    const { signal } = this;
    const identified = await platform.identify({ remoteId: '', handle: '', credentials, signal });
    if (identified.kind === 'identified') return { ...identified, credentials };
    throw problem(409, 'connect_failed', { ...named(name), detail: identified.detail });
  }

  private async save(
    executor: Executor,
    { open, granted, known }: { open: OpenConnection; granted: Granted; known: Known },
  ): Promise<number> {
    const { platform, districtId, personId } = open;
    const { remoteId, credentials } = known;
    const handle = `@${known.handle.replace(/^@/, '')}`;
    const account = { platform, districtId, handle, remoteId };
    const accountId = await this.store.findOrAdd(executor, account);
    if (accountId === undefined) throw problem(409, 'connect_elsewhere', { handle });
    if (open.accountId !== null && open.accountId !== accountId) {
      throw problem(409, 'connect_other', { handle });
    }
    const opened = { kind: 'open', accountId, platform, handle, remoteId, credentials } as const;
    await this.check.keep(executor, opened, known);
    await this.credentials.seal(executor, [{ id: accountId, credentials: granted.cells }]);
    await this.renewals.plan(executor, accountId, granted.expiresAt);
    await this.audit.record(executor, {
      personId,
      action: 'account.connected',
      subject: `account:${accountId}`,
      details: { platform, remoteId },
    });
    return accountId;
  }

  private connectionOf(name: PlatformName) {
    const { connection } = this.platforms.get(name);
    if (!connection) throw problem(409, 'connect_not_set_up', named(name));
    return connection;
  }

  private get redirectUri(): string {
    return `${this.config.http.publicUrl}${CALLBACK_PATH}`;
  }

  private get signal(): AbortSignal {
    return AbortSignal.timeout(this.config.deliveries.sendTimeoutMs);
  }
}

function problem(
  status: 404 | 409,
  code: ProblemCode,
  params: Record<string, string | number> = {},
): ProblemError {
  return new ProblemError(status, [{ code, params }]);
}

function named(platform: PlatformName): { platform: string } {
  return { platform: PLATFORM_LABELS[platform].en };
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
