import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { PlatformName } from '../contract/platforms.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { NotificationListener } from '../kernel/database/notifications.js';
import { EventLog } from '../kernel/log.js';
import { PlatformRegistry } from '../platforms/index.js';
import { BreakerService } from './breaker.service.js';
import type { Claim } from './claim.js';
import { ClaimStore } from './claim.store.js';
import { ClaimsInHand } from './claims-in-hand.js';
import { Attendance, compareClocks, type ClockVerdict } from './clock-watch.js';
import { DueTimer } from './due-timer.js';
import { OverdueStore } from './overdue.store.js';
import { PublisherService } from './publisher.service.js';

/** Deliveries are taken this long before their instant, so that only the intent and the send are left to do then. */
const AHEAD_MS = 250;
/** For each send that may be under way, so many more are held prepared. */
const PREPARED = 2;
/** A backlog is taken in portions of at least this part of the room, not one by one as answers come in. */
const PORTION = 0.25;
/**
 * A claim without an intent is renewed while its worker lives, so that it may be short: what a worker leaves behind is
 * taken up by another after this time at most. The lease of a send is the configured one.
 */
const CLAIM_LEASE_MS = 6_000;
const RENEW_EVERY_MS = 2_000;
const RENEWAL = 'deliveries:renew-claims';
/** How long a stopping process waits for answers that are under way. */
const DRAIN_MS = 25_000;

/** The one scheduler: claims what is due, hands it over, and sleeps until the next delivery is due. */
@Injectable()
export class SchedulerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new EventLog('scheduler');
  private readonly draining = new AbortController();
  private readonly cutOff = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private readonly inHand: ClaimsInHand;
  /** Platforms without room, or whose last claim filled it: more may be due. */
  private readonly backlogged = new Set<PlatformName>();
  private readonly timer: DueTimer;
  private clocks: ClockVerdict = 'together';
  private readonly attendance = new Attendance();
  private unsubscribe: () => void = () => undefined;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(NotificationListener) private readonly notifications: NotificationListener,
    private readonly registry: SchedulerRegistry,
    platforms: PlatformRegistry,
    private readonly claims: ClaimStore,
    private readonly overdue: OverdueStore,
    private readonly publisher: PublisherService,
    private readonly breaker: BreakerService,
  ) {
    this.inHand = new ClaimsInHand(
      platforms.all().map(({ capabilities }) => capabilities.name),
      this.capacity,
    );
    this.timer = new DueTimer({
      name: 'deliveries:next-due',
      registry,
      nextInMs: () => this.nextClaimInMs(),
      run: () => this.claimWhileThereIsRoom(),
      onFault: (error) => {
        this.log.error('claim_failed', error);
      },
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    this.unsubscribe = this.notifications.on('munadi_due', () => {
      this.timer.wake();
    });
    this.registry.addInterval(
      RENEWAL,
      setInterval(() => void this.renew(), RENEW_EVERY_MS),
    );
    this.timer.wake();
  }

  /** Claims nothing more, gives back what waits for its instant, and waits for what is under way. */
  async beforeApplicationShutdown(): Promise<void> {
    this.unsubscribe();
    this.draining.abort();
    await this.timer.stop();
    const cutOff = setTimeout(() => {
      this.cutOff.abort(new Error('The process stops'));
    }, DRAIN_MS);
    await Promise.allSettled(this.underWay);
    clearTimeout(cutOff);
    if (this.registry.doesExist('interval', RENEWAL)) this.registry.deleteInterval(RENEWAL);
  }

  private get capacity(): number {
    return this.config.deliveries.concurrency * (1 + PREPARED);
  }

  private async claimWhileThereIsRoom(): Promise<void> {
    if ((await this.compareClocks()) === 'too_far_apart') return;
    for (const name of this.inHand.platforms) this.backlogged.add(name);
    for (let room = this.room(); room.size > 0; room = this.room()) {
      const claims = await this.claims.claimDue({
        room,
        workerNow: this.clock.now(),
        aheadMs: AHEAD_MS,
        leaseMs: CLAIM_LEASE_MS,
      });
      this.handOver(claims);
      if (!this.noteBacklog(room, claims)) return;
    }
  }

  /** Whether a platform's claim was as large as its room. */
  private noteBacklog(room: ReadonlyMap<PlatformName, number>, claims: readonly Claim[]): boolean {
    for (const [name, places] of room) {
      const taken = claims.filter(({ platform }) => platform === name).length;
      if (taken < places) this.backlogged.delete(name);
    }
    return [...room.keys()].some((name) => this.backlogged.has(name));
  }

  private async nextClaimInMs(): Promise<number | null> {
    if (this.clocks === 'too_far_apart') return null;
    const waits = [await this.nextDueInMs(), this.nextProbeInMs()].filter((wait) => wait !== null);
    return waits.length === 0 ? null : Math.min(...waits);
  }

  private async nextDueInMs(): Promise<number | null> {
    const room = [...this.room().keys()];
    if (room.length === 0) return null;
    const { inMs } = await this.claims.nextDue(room);
    return inMs === null ? null : inMs - AHEAD_MS;
  }

  /** A platform that is down has room for one claim, when it is time to see whether it is back. */
  private room(): Map<PlatformName, number> {
    const room = this.inHand.room();
    for (const name of room.keys()) {
      const probeInMs = this.breaker.probeInMs(name);
      if (probeInMs === null) continue;
      if (probeInMs <= 0 && this.inHand.holdsNoneOf(name)) room.set(name, 1);
      else room.delete(name);
    }
    return room;
  }

  /** One that may go now has its room, or is in hand. */
  private nextProbeInMs(): number | null {
    const waits = this.inHand.platforms.map((name) => this.breaker.probeInMs(name) ?? 0);
    const later = waits.filter((wait) => wait > 0);
    return later.length === 0 ? null : Math.min(...later);
  }

  private async compareClocks(): Promise<ClockVerdict> {
    const askedAtTick = performance.now();
    const { databaseNow, inMs } = await this.claims.nextDue(this.inHand.platforms);
    const { verdict, skewMs } = compareClocks({
      workerNow: this.clock.now(),
      databaseNow,
      roundTripMs: performance.now() - askedAtTick,
    });
    if (verdict !== this.clocks) this.log.warn('clocks_compared', { verdict, skewMs });
    this.clocks = verdict;
    if (this.attendance.isBroken(this.clock.now())) await this.overdue.holdFlood(inMs);
    return verdict;
  }

  private handOver(claims: readonly Claim[]): void {
    if (claims.length === 0) return;
    for (const claim of claims) this.inHand.add(claim);
    const work = this.publisher
      .publish(claims, {
        draining: this.draining.signal,
        cutOff: this.cutOff.signal,
        done: (claim) => {
          this.inHand.remove(claim);
          this.claimMoreOf(claim.platform);
        },
      })
      .finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  /** A claim that could not be renewed ends; its intent is refused, and it goes back to the queue. */
  private async renew(): Promise<void> {
    const old = this.inHand.takenBefore(performance.now() - RENEW_EVERY_MS);
    await this.claims.renew(old, CLAIM_LEASE_MS).catch((error: unknown) => {
      this.log.error('claims_not_renewed', error, { claims: old.length });
    });
  }

  private claimMoreOf(platform: PlatformName): void {
    const isEnough = this.inHand.roomOf(platform) >= this.capacity * PORTION;
    if (this.backlogged.has(platform) && isEnough) this.timer.wake();
  }
}
