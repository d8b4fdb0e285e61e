import type { Claim } from '../../../src/deliveries/claim.js';
import type { GivenBack } from '../../../src/deliveries/claim.store.js';
import { settle } from '../../../src/deliveries/settle.js';
import type { Outcome } from '../../../src/platforms/index.js';
import { draftOf, outcomeOf, type Said } from './readings.js';
import { isAccepted, type Reply } from './replies.js';
import { SECOND_MS, TIMING } from './timing.js';
import type { Fate, Request } from './fate.js';
import type { Surroundings } from './surroundings.js';

/** Where a worker stands with one claim. Between two steps it may be paused for any time, or die. */
export type Stage = 'claimed' | 'drafted' | 'prepared' | 'intended' | 'sent' | 'answered';

/** One claim in the hands of one worker: the steps of `deliverOne` and `PublisherService`, one at a time. */
export class Hand {
  stage: Stage = 'claimed';
  isDone = false;
  request: Request | undefined;
  private outcome: Outcome | undefined;
  private wasCommitted = false;
  private draftId: string | null;
  /** When the intent was asked for, by the worker's own clock and by the monotonic one. */
  private asked = { wallMs: 0, truthMs: 0 };

  constructor(
    readonly worker: number,
    readonly claim: Claim,
    private readonly world: Surroundings,
  ) {
    this.draftId = (claim.progress as { postId: string } | null)?.postId ?? null;
  }

  step(fate: Fate): void {
    this.world.tally.count(`stage:${this.stage}`);
    switch (this.stage) {
      case 'claimed':
        this.prepare(fate);
        break;
      case 'drafted':
        this.rememberDraft(fate);
        break;
      case 'prepared':
        this.writeIntent(fate);
        break;
      case 'intended':
        this.send(fate);
        break;
      case 'sent':
        this.hear();
        break;
      case 'answered':
        this.record(fate);
    }
  }

  private get wallMs(): number {
    return this.world.clocks.workerMs(this.worker);
  }

  /** The delivery may go by the database's clock and by the worker's own. */
  private get isDue(): boolean {
    const { dueAt, dueInMs, claimedAtTick } = this.claim;
    const byDatabase = claimedAtTick + dueInMs <= this.world.clocks.truthMs;
    return byDatabase && dueAt.getTime() <= this.wallMs;
  }

  private prepare({ preparation: reply }: Fate): void {
    const { claim } = this;
    if (claim.isMissed) {
      this.giveBack({ kind: 'missed' });
      return;
    }
    if (!this.isDue) return;
    if (claim.platform !== 'facebook') {
      // Credentials that do not open, and a preparation that throws, are known before anything is sent.
      if (reply === 'unauthorized') this.end({ kind: 'refused', cause: 'credentials', detail: '' });
      else if (reply === 'unreachable') this.end({ kind: 'unavailable', detail: '' });
      else this.stage = 'prepared';
    } else if (this.draftId !== null) {
      this.stage = 'prepared';
    } else {
      const prepared = draftOf(this.said(reply, this.world.platform.newId()));
      if (prepared.kind === 'ended') {
        this.end(prepared.outcome);
        return;
      }
      this.draftId = prepared.postId;
      this.stage = 'drafted';
    }
  }

  private rememberDraft({ write }: Fate): void {
    const isSaved =
      write !== 'not_done' && this.world.stores.remember(this.claim, this.draftId ?? '');
    if (write !== 'done') this.isDone = true;
    else if (isSaved) this.stage = 'prepared';
    else this.again();
  }

  private writeIntent({ write }: Fate): void {
    this.asked = { wallMs: this.wallMs, truthMs: this.world.clocks.truthMs };
    const isWritten = write !== 'not_done' && this.world.stores.writeIntent(this.claim);
    // Whether an unheard one was written is unclear, so nothing is sent.
    if (write !== 'done') this.isDone = true;
    else if (!isWritten) this.again();
    else {
      this.wasCommitted = true;
      this.stage = 'intended';
    }
  }

  /** As it was before the claim, or in a moment where that has passed. */
  private again(): void {
    const wakeAtMs = Math.max(this.claim.wakeAt.getTime(), this.wallMs + SECOND_MS);
    this.giveBack({ kind: 'again', wakeAt: new Date(wakeAtMs) });
  }

  private giveBack(as: GivenBack): void {
    this.world.stores.giveBack(this.claim, as);
    this.isDone = true;
  }

  private send(fate: Fate): void {
    const { platform, clocks } = this.world;
    const remoteId = this.draftId ?? platform.newId();
    if (this.wasPausedTooLong() || fate.reply === 'unreachable') {
      this.end(outcomeOf(this.claim.platform, this.said('unreachable', remoteId)));
      return;
    }
    const deadlineMs = clocks.truthMs + TIMING.sendTimeoutMs;
    const { claim, draftId } = this;
    this.request = { claim, draftId, fate, deadlineMs, said: undefined, remoteId };
    this.world.requests.push(this.request);
    this.stage = 'sent';
  }

  private wasPausedTooLong(): boolean {
    const { wallMs, truthMs } = this.asked;
    const pausedMs = Math.max(this.wallMs - wallMs, this.world.clocks.truthMs - truthMs);
    return pausedMs > TIMING.leaseMs - TIMING.sendTimeoutMs;
  }

  /** The answer, if it comes in time. */
  private hear(): void {
    const { request } = this;
    if (!request) throw new Error('Nothing was sent');
    this.world.deliver(request);
    const isInTime = this.world.clocks.truthMs <= request.deadlineMs;
    const reply = isInTime ? (request.said ?? 'lost') : 'lost';
    this.end(outcomeOf(this.claim.platform, this.said(reply, request.remoteId)));
  }

  private end(outcome: Outcome): void {
    this.outcome = outcome;
    this.stage = 'answered';
  }

  /** Written until it is heard that it is written. */
  private record({ record, isPlatformDown }: Fate): void {
    if (!this.outcome) throw new Error('There is no answer');
    if (record === 'not_done') return;
    const settlement = settle({
      outcome: this.outcome,
      wasCommitted: this.wasCommitted,
      attempts: this.claim.attempts + 1,
      whileDownMs: isPlatformDown ? TIMING.platformDownAfterMs : null,
      firstLookAfterMs: this.claim.platform === 'telegram' ? 0 : (TIMING.reconcileWaitsMs[0] ?? 0),
    });
    const recorded = this.world.stores.settle(this.claim, settlement);
    this.world.tally.count(`recorded:${recorded}`);
    this.isDone = record === 'done';
  }

  private said(reply: Reply, remoteId: string): Said {
    return { reply, remoteId, atMs: this.wallMs };
  }
}

/** What a platform does with a request that reaches it. */
export function receive(request: Request, world: Surroundings): void {
  const { claim, fate, remoteId } = request;
  const isTwin = claim.platform === 'x' && world.platform.hasTwin(claim.accountId, claim.text);
  const isTaken = !isTwin && isAccepted(claim.platform, fate.reply, fate.isAccepted);
  request.said = isTwin && fate.reply === 'good' ? 'duplicate' : fate.reply;
  world.tally.count(`${claim.platform}:${request.said}:${isTaken ? 'accepted' : 'not accepted'}`);
  if (!isTaken) return;
  const { truthMs } = world.clocks;
  world.platform.makePublic({
    remoteId,
    accountId: claim.accountId,
    words: claim.text,
    claim,
    receivedAtMs: truthMs,
    shownAtMs: truthMs + fate.hiddenForMs,
    wasIntended: world.table.isIntended(claim),
  });
}
