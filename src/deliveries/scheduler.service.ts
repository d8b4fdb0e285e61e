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
/** For each send that may be under way, so many more are held prepared in a backlog. */
const PREPARED = 1;
/** For each send that may be under way, so many claims may wait for their instant. */
const AHEAD = 8;
/** A backlog is taken in portions of at least this part of what is held prepared, not one by one as answers come in. */
const PORTION = 0.5;
/** In the middle of a backlog the clocks are compared this often; otherwise before every claim. */
const COMPARE_EVERY_MS = 1_000;
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
  private comparedAt = { atMs: Number.NEGATIVE_INFINITY, tick: Number.NEGATIVE_INFINITY };
  /** Nothing that waits is due yet: what is claimed now is prepared for its instant. */
  private isAhead = false;
  /** Something came up that may be urgent: that waits neither for a portion nor for the crowd in hand. */
  private isCalled = false;
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
      { capacity: this.capacity, ahead: this.config.deliveries.concurrency * AHEAD },
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
      this.isCalled = true;
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
    return this.config.deliveries.concurrency + this.prepared;
  }

  private get prepared(): number {
    return this.config.deliveries.concurrency * PREPARED;
  }

  private async claimWhileThereIsRoom(): Promise<void> {
    await this.lookAtTheClocks();
    if (this.clocks === 'too_far_apart') return;
    await this.claimUrgent();
    for (let isMoreDue = true; isMoreDue;) {
      const room = this.room();
      const claims = await this.claimInto(room);
      isMoreDue = this.noteBacklog(room, claims);
    }
  }

  /** Whoever has room for anything takes what is urgent first anyway. */
  private async claimUrgent(): Promise<void> {
    if (!this.isCalled) return;
    this.isCalled = false;
    const room = this.room();
    if (this.inHand.platforms.every((name) => room.has(name))) return;
    await this.claimInto(this.upOnly(this.inHand.roomForUrgent()), true);
  }

  private async claimInto(
    room: ReadonlyMap<PlatformName, number>,
    isUrgentOnly = false,
  ): Promise<Claim[]> {
    if (room.size === 0) return [];
    const workerNow = this.clock.now();
    const order = { room, workerNow, aheadMs: AHEAD_MS, leaseMs: CLAIM_LEASE_MS, isUrgentOnly };
    const claims = await this.claims.claimDue(order);
    this.handOver(claims);
    return claims;
  }

  /** Whether a platform's claim was as large as its room. */
  private noteBacklog(room: ReadonlyMap<PlatformName, number>, claims: readonly Claim[]): boolean {
    for (const name of this.inHand.platforms) {
      const taken = claims.filter(({ platform }) => platform === name).length;
      if (taken < (room.get(name) ?? 0)) this.backlogged.delete(name);
      else this.backlogged.add(name);
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

  /** A platform in the middle of a backlog has room when it is enough for a portion. */
  private room(): Map<PlatformName, number> {
    const room = this.inHand.room({ isAhead: this.isAhead });
    for (const name of this.backlogged) {
      if (!this.isAhead && !this.hasPortion(name)) room.delete(name);
    }
    return this.upOnly(room);
  }

  /** One that is down has room for one claim, when it is time to see whether it is back. */
  private upOnly(room: Map<PlatformName, number>): Map<PlatformName, number> {
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

  /** Before a claim; in the middle of a backlog what was seen a moment ago still holds. */
  private async lookAtTheClocks(): Promise<void> {
    const now = { atMs: this.clock.now().getTime(), tick: performance.now() };
    // By both clocks: a machine that slept, or whose clock was set, looks first.
    const sinceMs = Math.max(
      Math.abs(now.atMs - this.comparedAt.atMs),
      now.tick - this.comparedAt.tick,
    );
    if (this.backlogged.size > 0 && !this.isAhead && sinceMs < COMPARE_EVERY_MS) return;
    await this.compareClocks();
    this.comparedAt = now;
  }

  private async compareClocks(): Promise<void> {
    const askedAtTick = performance.now();
    const { databaseNow, inMs } = await this.claims.nextDue(this.inHand.platforms);
    const { verdict, skewMs } = compareClocks({
      workerNow: this.clock.now(),
      databaseNow,
      roundTripMs: performance.now() - askedAtTick,
    });
    if (verdict !== this.clocks) this.log.warn('clocks_compared', { verdict, skewMs });
    this.clocks = verdict;
    this.isAhead = inMs !== null && inMs > 0;
    if (this.attendance.isBroken(this.clock.now())) await this.overdue.holdFlood(inMs);
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
    if (this.backlogged.has(platform) && this.hasPortion(platform)) this.timer.wake();
  }

  private hasPortion(platform: PlatformName): boolean {
    return this.inHand.roomOf(platform) >= this.prepared * PORTION;
  }
}
