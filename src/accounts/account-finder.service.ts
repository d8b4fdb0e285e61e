import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { Leader } from '../kernel/database/leader.js';
import type { Executor } from '../kernel/database/sql.js';
import { EventLog } from '../kernel/log.js';
import {
  PlatformRegistry,
  type AccountNews,
  type AnyPlatform,
  type Discovered,
} from '../platforms/index.js';
import { AccountsService } from './accounts.service.js';
import { allEnded } from './all-ended.js';
import { AccountMoves } from './moves/account-moves.service.js';
import { FoundAccountsStore, type Reader } from './found-accounts.store.js';
import { SealedCredentials } from './sealed-credentials.service.js';

/** Any number of its own: others of this row are taken by imports, claims, migrations and other leaders. */
const LEADER_LOCK = 7_310_020;
const SECOND_MS = 1_000;
/** From the end of one question to the next; a platform holds one open for longer. */
const EVERY_MS = 5 * SECOND_MS;
/** A question that takes longer than any platform holds it open is given up. */
const LOOK_MS = 45 * SECOND_MS;
/** How long a reader that could not look is left alone where the platform names no time, and the look for a first one. */
const AFTER_FAILURE_MS = 60 * SECOND_MS;
/** How often all credentials are opened to see which readers there are. */
const READERS_EVERY_MS = 600 * SECOND_MS;
const ACCOUNTS_A_BATCH = 500;

/** Reads on the platforms which accounts people put into our hands, in one of the publishing processes. */
@Injectable()
export class AccountFinder implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new EventLog('accounts');
  private readonly leader: Leader;
  private readers: readonly Reader[] = [];
  private readersUntilMs = 0;
  private readonly restUntilMs = new Map<string, number>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly platforms: PlatformRegistry,
    private readonly store: FoundAccountsStore,
    private readonly credentials: SealedCredentials,
    private readonly accounts: AccountsService,
    private readonly moves: AccountMoves,
  ) {
    const run = (signal: AbortSignal) => this.runOnce(signal);
    this.leader = new Leader({
      databaseUrl: config.databaseUrl,
      lock: LEADER_LOCK,
      tasks: [{ name: 'find_accounts', everyMs: EVERY_MS, run }],
    });
  }

  onApplicationBootstrap(): void {
    const isAsked = this.platforms.all().some(({ discovery }) => discovery);
    if (this.config.role !== 'web' && isAsked) this.leader.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.leader.stop();
  }

  /** One question to each platform by each reader that is not resting. */
  async runOnce(signal: AbortSignal): Promise<void> {
    const nowMs = this.clock.now().getTime();
    if (nowMs >= this.readersUntilMs) {
      this.readers = await this.findReaders();
      // Without any the next import may bring the first one.
      const forMs = this.readers.length > 0 ? READERS_EVERY_MS : AFTER_FAILURE_MS;
      this.readersUntilMs = nowMs + forMs;
    }
    const awake = this.readers.filter((one) => (this.restUntilMs.get(nameOf(one)) ?? 0) <= nowMs);
    await allEnded(awake.map((reader) => this.read(reader, signal)));
  }

  private async findReaders(): Promise<Reader[]> {
    const readers = new Map<string, Reader>();
    for (const platform of this.platforms.all()) {
      for (const one of await this.readersOn(platform)) {
        if (!readers.has(nameOf(one))) readers.set(nameOf(one), one);
      }
    }
    const all = [...readers.values()];
    await this.store.saveReaders(all);
    return all;
  }

  /** One for each account: many of them read by the same name. */
  private async readersOn({ capabilities, discovery }: AnyPlatform): Promise<Reader[]> {
    if (!discovery) return [];
    const platform = capabilities.name;
    const ids = await this.store.accountIdsOn(platform);
    const readers: Reader[] = [];
    for (let at = 0; at < ids.length; at += ACCOUNTS_A_BATCH) {
      const opened = await this.credentials.openFor(ids.slice(at, at + ACCOUNTS_A_BATCH));
      for (const account of opened.values()) {
        if (account.kind === 'broken') continue;
        const { accountId, credentials } = account;
        readers.push({ platform, reader: discovery.readerOf(credentials), accountId });
      }
    }
    return readers;
  }

  private async read(reader: Reader, signal: AbortSignal): Promise<void> {
    const looked = await this.look(reader, signal);
    if (signal.aborted) return;
    if (looked?.kind === 'looked') {
      await this.keep(reader, looked);
      return;
    }
    const restMs = looked?.retryAfterMs ?? AFTER_FAILURE_MS;
    this.restUntilMs.set(nameOf(reader), this.clock.now().getTime() + restMs);
    const { platform, reader: name } = reader;
    this.log.warn('news_not_read', { platform, reader: name, reason: looked?.detail });
  }

  /** Undefined where the credentials are gone. */
  private async look(reader: Reader, signal: AbortSignal): Promise<Discovered | undefined> {
    const { discovery } = this.platforms.get(reader.platform);
    const account = (await this.credentials.openFor([reader.accountId])).get(reader.accountId);
    if (account?.kind !== 'open' || !discovery) {
      this.readersUntilMs = 0;
      return undefined;
    }
    const cursor = await this.store.cursorOf(reader);
    const { credentials } = account;
    const until = AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS)]);
    return discovery.look({ credentials, cursor, signal: until });
  }

  /** The place in the news moves with what it brought, or not at all: then the same news comes again. */
  private async keep(
    reader: Reader,
    { news: all, moves, cursor }: Extract<Discovered, { kind: 'looked' }>,
  ): Promise<void> {
    // Only how an account stands now: what came before has been overtaken.
    const news = [...new Map(all.map((one) => [one.remoteId, one])).values()];
    const { platform, reader: name } = reader;
    await this.store.inTransaction(async (executor) => {
      for (const move of moves) await this.moves.followIn(executor, { platform, ...move });
      for (const one of news) await this.keepOne(executor, reader, one);
      await this.store.saveCursor(executor, reader, cursor);
    });
    // A group that became a supergroup leaves the account behind: it is not the one that is gone.
    for (const one of news) await this.judge(reader, one);
    if (news.length === 0 && moves.length === 0) return;
    this.log.info('news_read', { platform, reader: name, news: news.length, moves: moves.length });
  }

  private async keepOne(executor: Executor, reader: Reader, news: AccountNews): Promise<void> {
    if (news.standing === 'gone') await this.store.remove(executor, reader, news.remoteId);
    else await this.store.save(executor, reader, news);
  }

  /** An account that we hold, and that this reader's credentials can no longer publish to. */
  private async judge({ platform, reader }: Reader, news: AccountNews): Promise<void> {
    if (news.standing === 'publishing') return;
    const accountId = await this.store.accountIdOf(platform, news.remoteId);
    if (accountId === undefined) return;
    const account = (await this.credentials.openFor([accountId])).get(accountId);
    const isReadBy = (discovery: AnyPlatform['discovery']) =>
      account?.kind === 'open' && discovery?.readerOf(account.credentials) === reader;
    if (!isReadBy(this.platforms.get(platform).discovery)) return;
    await this.accounts.markBroken(accountId, news.remedy, 'permission');
  }
}

function nameOf({ platform, reader }: Reader): string {
  return `${platform} ${reader}`;
}
