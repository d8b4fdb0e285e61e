import { Inject, Injectable } from '@nestjs/common';
import { SealedCredentials, type OpenedAccount } from '../accounts/index.js';
import type { PlatformName } from '../contract/platforms.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { isRefusedData } from '../kernel/database/sql.js';
import { EventLog } from '../kernel/log.js';
import { PlatformRegistry } from '../platforms/index.js';
import { StopsService, stopFor } from '../stops/index.js';
import { BreakerService } from './breaker.service.js';
import { AccountTeller } from './account-teller.service.js';
import { AfterwardsService } from './afterwards.service.js';
import type { Claim } from './claim.js';
import { ClaimStore, type GivenBack } from './claim.store.js';
import { deliverOne, type Delivered } from './deliver-one.js';
import { EnclosureService, NOTHING_ENCLOSED, type Enclosed } from './enclosures.service.js';
import { IntentRefused } from './intent.js';
import { IntentStore } from './intent.store.js';
import { AdmissionService, type Admitted } from './lanes/admission.service.js';
import { pauseOf } from './lanes/pause-of.js';
import { ResultStore, type Recorded } from './result.store.js';
import { SendRoom } from './send-room.js';
import { settle, type Settlement } from './settle.js';
import { ThreadService, type Turns } from './thread/thread.service.js';
import { untilInstant } from './until-instant.js';

const SETTLE_AGAIN_AFTER_MS = 500;
/** What was refused a moment ago is not taken again at once. */
const AGAIN_AFTER_MS = 1_000;

/**
 * For each send that may be under way, so many more may be on the way to their intents: a place for a send is not kept
 * empty while a disk is waited for. After a crash these are in doubt too, so there are few of them.
 */
const INTENTS_AHEAD = 0.25;

/** What the scheduler tells the publisher besides the claims. */
export interface Orders {
  /** The process stops: what waits for its instant is given back, what is being sent goes on. */
  draining: AbortSignal;
  /** The process can't wait any longer. */
  cutOff: AbortSignal;
  /** Called once for each claim, whatever happens. */
  done(claim: Claim): void;
}

/** A claim that may go out, and the post that it answers to. */
type Going = Pick<Extract<Admitted, { kind: 'go' }>, 'claim' | 'startInMs' | 'place'> & {
  replyTo: string | null;
};

/** Claims with all that is known of them before the first is sent. */
interface Prepared extends Pick<Turns, 'replyTo' | 'broken'> {
  accounts: ReadonlyMap<number, OpenedAccount>;
  admitted: Admitted[];
}

/** Takes claims through admit, publish and settle. */
@Injectable()
export class PublisherService {
  private readonly log = new EventLog('deliveries');
  private readonly rooms = new Map<PlatformName, { deliveries: SendRoom; sends: SendRoom }>();

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    private readonly platforms: PlatformRegistry,
    private readonly teller: AccountTeller,
    private readonly afterwards: AfterwardsService,
    private readonly credentials: SealedCredentials,
    private readonly stops: StopsService,
    private readonly admission: AdmissionService,
    private readonly breaker: BreakerService,
    private readonly enclosures: EnclosureService,
    private readonly threads: ThreadService,
    private readonly claims: ClaimStore,
    private readonly intents: IntentStore,
    private readonly results: ResultStore,
  ) {}

  /** One batch of claims; each is settled on its own. */
  async publish(claims: readonly Claim[], orders: Orders): Promise<void> {
    const { accounts, admitted, replyTo, broken } = await this.prepare(claims);
    const back = admitted.filter((one) => one.kind === 'back');
    await Promise.all([
      this.giveBack(back).finally(() => {
        for (const { claim } of back) orders.done(claim);
      }),
      ...admitted
        .filter((one) => one.kind === 'go')
        .map((one) =>
          this.publishOne(
            { ...one, replyTo: replyTo.get(one.claim) ?? null },
            accounts.get(one.claim.accountId),
            orders,
          ).finally(() => {
            orders.done(one.claim);
          }),
        ),
      ...broken.map(({ claim, settlement }) =>
        this.endUnsent(claim, settlement, orders).finally(() => {
          orders.done(claim);
        }),
      ),
    ]);
  }

  /** What can't be prepared goes back at once: it is nobody's crash. */
  private async prepare(claims: readonly Claim[]): Promise<Prepared> {
    try {
      const accounts = await this.credentials.openFor(claims.map(({ accountId }) => accountId));
      return { accounts, ...(await this.admit(claims, accounts)) };
    } catch (error) {
      this.log.error('claims_not_prepared', error, { claims: claims.length });
      const admitted = claims.map((claim) => ({
        kind: 'back' as const,
        claim,
        as: this.again(claim),
      }));
      return { accounts: new Map(), admitted, replyTo: new Map(), broken: [] };
    }
  }

  /** A stop binds first, then the post's own window, then the order of a thread, then the platforms' budgets. */
  private async admit(
    claims: readonly Claim[],
    accounts: ReadonlyMap<number, OpenedAccount>,
  ): Promise<Omit<Prepared, 'accounts'>> {
    const stops = await this.stops.current();
    const barred = claims.flatMap((claim): Extract<Admitted, { kind: 'back' }>[] => {
      if (stopFor(stops, claim)) {
        return [{ kind: 'back', claim, as: { kind: 'held', generation: stops.generation } }];
      }
      return claim.isMissed ? [{ kind: 'back', claim, as: { kind: 'missed' } }] : [];
    });
    const isBarred = new Set(barred.map(({ claim }) => claim));
    const rest = claims.filter((claim) => !isBarred.has(claim));
    const { go, replyTo, back, broken } = await this.threads.turnsOf(rest);
    const admitted = [...barred, ...back, ...(await this.admission.admit(go, accounts))];
    return { admitted, replyTo, broken };
  }

  private async publishOne(
    { claim, startInMs, place, replyTo }: Going,
    account: OpenedAccount | undefined,
    orders: Orders,
  ): Promise<void> {
    try {
      await untilInstant(this.clock, claim, { startInMs, draining: orders.draining });
      const delivered = await this.roomsOf(claim.platform).deliveries.run(claim.priority, () => {
        const mayGo = !orders.draining.aborted && this.breaker.admits(claim.platform);
        if (!mayGo) throw new IntentRefused(claim, { kind: 'again' });
        return this.deliver({ claim, place, replyTo }, account, orders.cutOff);
      });
      await this.settle(claim, account, { delivered, cutOff: orders.cutOff });
    } catch (error) {
      await this.giveBackOne(claim, error);
    }
  }

  private async deliver(
    { claim, place, replyTo }: Omit<Going, 'startInMs'>,
    account: OpenedAccount | undefined,
    stopSignal: AbortSignal,
  ): Promise<Delivered> {
    const { sendTimeoutMs, leaseMs } = this.config.deliveries;
    const enclosed = claim.hasEnclosures ? await this.enclosedIn(claim) : NOTHING_ENCLOSED;
    return deliverOne(claim, {
      clock: this.clock,
      platform: this.platforms.get(claim.platform),
      account,
      place,
      replyTo,
      sendTimeoutMs,
      leaseMs,
      stopSignal,
      enclosed,
      writeIntent: (wanted, ms) => this.writeIntent(wanted, ms),
      remember: (wanted, progress) => this.intents.remember(wanted, progress),
      // What has its intent is in doubt until it is sent: nobody overtakes it.
      inSendRoom: (send) => this.roomsOf(claim.platform).sends.run(0, send),
    });
  }

  /** What can't be looked up goes back at once: it is nobody's crash. */
  private async enclosedIn(claim: Claim): Promise<Enclosed | undefined> {
    try {
      return await this.enclosures.of(claim);
    } catch (error) {
      this.log.error('enclosures_not_read', error, { deliveryId: claim.deliveryId });
      throw new IntentRefused(claim, { kind: 'again' });
    }
  }

  /**
   * An intent decided under stops that have changed meanwhile is not written; it is decided again under those that
   * stand now. After a stop is acknowledged no intent against it can be written.
   */
  private async writeIntent(claim: Claim, leaseMs: number): Promise<void> {
    for (let stops = await this.stops.current(); ; stops = await this.stops.refresh()) {
      const { generation } = stops;
      if (stopFor(stops, claim)) throw new IntentRefused(claim, { kind: 'held', generation });
      const written = await this.intents.write(claim, generation, leaseMs);
      if (written === 'written') return;
      if (written === 'refused') throw new IntentRefused(claim, { kind: 'again' });
    }
  }

  private async settle(
    claim: Claim,
    account: OpenedAccount | undefined,
    { delivered: answered, cutOff }: { delivered: Delivered; cutOff: AbortSignal },
  ): Promise<void> {
    const delivered = await this.teller.foresee(claim, answered);
    const platform = this.platforms.get(claim.platform);
    const settlement = settle({
      ...delivered,
      attempts: claim.attempts + 1,
      whileDownMs: this.breaker.hear(claim.platform, delivered),
      firstLookAfterMs: platform.locate ? (this.config.deliveries.reconcileWaitsMs[0] ?? 0) : 0,
    });
    const pause = pauseOf(delivered.outcome);
    if (pause) await this.pause(claim, account, pause);
    const recorded = await this.record(claim, settlement, cutOff);
    if (claim.isThread && settlement.state === 'published') await this.threads.callNext(claim);
    if (recorded === 'settled') await this.afterwards.see(claim, delivered.outcome, cutOff);
    await this.teller.tell(claim, answered.outcome, settlement);
  }

  /** What can't be sent any more ends where it is; the rescuer takes up what can't be written. */
  private async endUnsent(claim: Claim, settlement: Settlement, orders: Orders): Promise<void> {
    await this.record(claim, settlement, orders.cutOff).catch((error: unknown) => {
      this.log.error('claim_left_to_rescuer', error, { deliveryId: claim.deliveryId });
    });
  }

  /** A pause that can't be saved costs a refusal more; it never costs a result. */
  private async pause(
    claim: Claim,
    account: OpenedAccount | undefined,
    pause: NonNullable<ReturnType<typeof pauseOf>>,
  ): Promise<void> {
    await this.admission.pause(claim, account, pause).catch((error: unknown) => {
      this.log.error('pause_not_saved', error, { deliveryId: claim.deliveryId });
    });
  }

  /**
   * Tried until the database takes it: the platform's answer is in nobody else's hands. One that it will never take is
   * left to the rescuer, which makes it a lost answer.
   */
  private async record(
    claim: Claim,
    settlement: Settlement,
    cutOff: AbortSignal,
  ): Promise<Recorded> {
    for (;;) {
      try {
        const recorded = await this.results.settle(claim, settlement);
        this.tell(claim, settlement, recorded);
        return recorded;
      } catch (error) {
        this.log.error('settle_failed', error, { deliveryId: claim.deliveryId });
        if (cutOff.aborted || isRefusedData(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, SETTLE_AGAIN_AFTER_MS));
      }
    }
  }

  private tell(claim: Claim, { state, cause }: Settlement, recorded: Recorded): void {
    const { deliveryId, epoch, platform } = claim;
    const fields = { deliveryId, epoch, platform, state, cause };
    if (recorded === 'twice') this.log.warn('published_twice', fields);
    else this.log.info(recorded === 'late' ? 'delivery_settled_late' : 'delivery_settled', fields);
  }

  /**
   * A claim whose intent was refused is given back at once. Any other is left to the rescuer when its lease ends:
   * without an intent it waits again, a few times, and with one it counts as unknown.
   */
  private async giveBackOne(claim: Claim, error: unknown): Promise<void> {
    const fields = { deliveryId: claim.deliveryId, epoch: claim.epoch };
    if (!(error instanceof IntentRefused)) {
      this.log.error('claim_left_to_rescuer', error, fields);
      return;
    }
    this.log.info('intent_refused', fields);
    const { then } = error;
    await this.giveBack([{ claim, as: then.kind === 'held' ? then : this.again(claim) }]);
  }

  /** As it was before the claim, or in a moment where that has passed. */
  private again(claim: Claim): GivenBack {
    const soon = this.clock.now().getTime() + AGAIN_AFTER_MS;
    return { kind: 'again', wakeAt: new Date(Math.max(claim.wakeAt.getTime(), soon)) };
  }

  private async giveBack(back: readonly { claim: Claim; as: GivenBack }[]): Promise<void> {
    await this.claims.giveBack(back).catch((fault: unknown) => {
      this.log.error('claims_left_to_rescuer', fault, { claims: back.length });
    });
  }

  private roomsOf(platform: PlatformName): { deliveries: SendRoom; sends: SendRoom } {
    const known = this.rooms.get(platform);
    if (known) return known;
    const { concurrency } = this.config.deliveries;
    const rooms = {
      deliveries: new SendRoom(Math.ceil(concurrency * (1 + INTENTS_AHEAD))),
      sends: new SendRoom(concurrency),
    };
    this.rooms.set(platform, rooms);
    return rooms;
  }
}
