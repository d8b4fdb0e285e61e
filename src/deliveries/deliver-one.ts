import type { OpenedAccount } from '../accounts/index.js';
import { problemOfContent, type ContentProblem } from '../contract/content-problems.js';
import { describeProblem } from '../contract/problems.js';
import type { Clock } from '../kernel/clock.js';
import { watchSend, type Sent } from '../kernel/egress/index.js';
import type { AnyPlatform, Outcome } from '../platforms/index.js';
import type { Claim } from './claim.js';
import { Deadline } from './deadline.js';
import { type Enclosed } from './enclosures.service.js';
import type { Place } from './lanes/place.js';

/** What the pipeline for one claim needs of the world. */
export interface DeliveryDesk {
  clock: Clock;
  platform: AnyPlatform;
  /** Its credentials, opened for this call only; undefined when the account is gone. */
  account: OpenedAccount | undefined;
  /** Undefined when a file of the post is missing. */
  enclosed: Enclosed | undefined;
  /** Its instant in the platform's budgets. */
  place: Place;
  sendTimeoutMs: number;
  leaseMs: number;
  /** Fires when the process stops and can't wait any longer. */
  stopSignal: AbortSignal;
  /** After `leaseMs` without a result its outcome is unknown. */
  writeIntent(claim: Claim, leaseMs: number): Promise<void>;
  remember(claim: Claim, progress: unknown): Promise<void>;
  /** Runs the send when its platform has a place for one more. */
  inSendRoom<T>(send: () => Promise<T>): Promise<T>;
}

export interface Delivered {
  outcome: Outcome;
  /** Whether the intent was written: without one nothing can have gone out. */
  wasCommitted: boolean;
}

/** The slowest line on which a file still goes out in time: a megabit a second. */
const SLOWEST_BYTES_PER_MS = 125;

/**
 * One claim, one try: credentials, content, publish. Answers what the platform said; decides nothing.
 * @throws IntentRefused and whatever kept the intent from being written: the claim is then left to the rescuer.
 */
export async function deliverOne(claim: Claim, desk: DeliveryDesk): Promise<Delivered> {
  const { account, enclosed } = desk;
  if (account?.kind !== 'open') return withoutSending(brokenCredentials(account?.detail));
  if (!enclosed) return withoutSending(missingFile());
  const [problem] = desk.platform.review({ text: claim.text, ...enclosed });
  if (problem) return withoutSending(refusedContent(problem, claim));
  return publish(claim, desk, { ...enclosed, credentials: account.credentials });
}

async function publish(
  claim: Claim,
  desk: DeliveryDesk,
  content: Enclosed & { credentials: unknown },
): Promise<Delivered> {
  const uploadMs = content.media.reduce((sum, { bytes }) => sum + bytes, 0) / SLOWEST_BYTES_PER_MS;
  const deadline = new Deadline(desk.sendTimeoutMs + uploadMs, desk.stopSignal);
  const { signal } = deadline;
  const commitment = new Commitment(claim, desk, { deadline, uploadMs });
  try {
    const outcome = await desk.platform.publish({
      remoteId: claim.remoteId,
      handle: claim.handle,
      credentials: content.credentials,
      text: claim.text,
      media: content.media,
      options: content.options,
      progress: claim.progress ?? undefined,
      signal,
      remember: (progress) => commitment.hold(() => desk.remember(claim, progress)),
      commit: (send) => commitment.commit(send),
    });
    return { outcome, wasCommitted: commitment.isMade };
  } catch (error) {
    if (commitment.fault) throw commitment.fault;
    return { outcome: outcomeOfThrow(error, commitment.isMade), wasCommitted: commitment.isMade };
  } finally {
    deadline.clear();
  }
}

/** The one permitted send of a claim, and what is known about it. */
class Commitment {
  /** The intent is on disk. */
  isMade = false;
  /** Why the claim's own write failed, or why that is unclear. */
  fault: Error | undefined;
  /** When the intent was asked for: by the worker's own clock, and by the monotonic one. */
  private askedAtMs = 0;
  private askedAtTick = 0;

  constructor(
    private readonly claim: Claim,
    private readonly desk: DeliveryDesk,
    private readonly time: { deadline: Deadline; uploadMs: number },
  ) {}

  /** A write that failed leaves the claim to the rescuer, whatever the adapter makes of the throw. */
  async hold(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.fault = error instanceof Error ? error : new Error(String(error));
      throw this.fault;
    }
  }

  async commit<T>(send: () => Promise<T>): Promise<Sent<T>> {
    if (this.isMade) throw new Error('An adapter commits at most once a call');
    this.askedAtMs = this.desk.clock.now().getTime();
    this.askedAtTick = performance.now();
    await this.hold(() =>
      this.desk.writeIntent(this.claim, this.desk.leaseMs + Math.ceil(this.time.uploadMs)),
    );
    this.isMade = true;
    const { desk } = this;
    const { signal } = this.time.deadline;
    const inTime = await desk.inSendRoom(() =>
      !signal.aborted && desk.place.mustRenew() ? Promise.resolve(null) : this.watch(send),
    );
    if (inTime) return inTime;
    await desk.place.renew(signal);
    return desk.inSendRoom(() => this.watch(send));
  }

  private async watch<T>(send: () => Promise<T>): Promise<Sent<T>> {
    if (this.wasPausedTooLong()) {
      return { kind: 'failed', error: new Error(PAUSED), wasHandedOver: false };
    }
    const { deadline, uploadMs } = this.time;
    deadline.restart(this.desk.sendTimeoutMs + uploadMs);
    return watchSend(send, deadline.signal);
  }

  /**
   * A process that was stopped or suspended between intent and send may find its lease gone. Neither clock alone
   * tells: the monotonic one does not count a suspended machine, the wall clock can be set.
   */
  private wasPausedTooLong(): boolean {
    const wallMs = this.desk.clock.now().getTime() - this.askedAtMs;
    const tickMs = performance.now() - this.askedAtTick;
    return Math.max(wallMs, tickMs) > this.desk.leaseMs - this.desk.sendTimeoutMs;
  }
}

const PAUSED = 'This process was paused for longer than its intent lasts, so it did not send';

function withoutSending(outcome: Outcome): Delivered {
  return { outcome, wasCommitted: false };
}

function brokenCredentials(detail = 'The account is gone'): Outcome {
  return { kind: 'refused', cause: 'credentials', detail };
}

function missingFile(): Outcome {
  const detail =
    'A picture or video of the post is not in the library any more. Upload it again and make a new post';
  return { kind: 'refused', cause: 'content', detail };
}

function refusedContent(problem: ContentProblem, { platform, handle }: Claim): Outcome {
  const told = problemOfContent(problem, { platform, district: handle, language: 'en' });
  return { kind: 'refused', cause: 'content', detail: describeProblem(told, 'en') };
}

/** An adapter should answer, not throw. Before the intent nothing went out; after it, something may have. */
function outcomeOfThrow(error: unknown, wasCommitted: boolean): Outcome {
  const name = error instanceof Error ? error.name : 'unknown';
  return wasCommitted
    ? {
        kind: 'uncertain',
        cause: 'unclear_answer',
        detail: `The answer was not understood (${name})`,
      }
    : { kind: 'unavailable', detail: `The send could not be prepared (${name})` };
}
