import type { OpenedAccount } from '../accounts/index.js';
import { problemOfContent, type ContentProblem } from '../contract/content-problems.js';
import { describeProblem } from '../contract/problems.js';
import type { Clock } from '../kernel/clock.js';
import { watchSend, type Sent } from '../kernel/egress/index.js';
import type { AnyPlatform, Outcome } from '../platforms/index.js';
import type { Claim } from './claim.js';
import { Deadline } from './deadline.js';
import { IntentRefused } from './intent.js';

/** What the pipeline for one claim needs of the world. */
export interface DeliveryDesk {
  clock: Clock;
  platform: AnyPlatform;
  /** Its credentials, opened for this call only; undefined when the account is gone. */
  account: OpenedAccount | undefined;
  sendTimeoutMs: number;
  leaseMs: number;
  /** Fires when the process stops and can't wait any longer. */
  stopSignal: AbortSignal;
  writeIntent(claim: Claim): Promise<void>;
  remember(claim: Claim, progress: unknown): Promise<void>;
  /** Runs the send when its platform has a place for one more. */
  inSendRoom<T>(send: () => Promise<T>): Promise<T>;
}

export interface Delivered {
  outcome: Outcome;
  /** Whether the intent was written: without one nothing can have gone out. */
  wasCommitted: boolean;
}

/**
 * One claim, one try: credentials, text, publish. Answers what the platform said; decides nothing.
 * @throws IntentRefused and whatever kept the intent from being written: the claim is then left to the rescuer.
 */
export async function deliverOne(claim: Claim, desk: DeliveryDesk): Promise<Delivered> {
  const { account } = desk;
  if (account?.kind !== 'open') return withoutSending(brokenCredentials(account?.detail));
  const [problem] = desk.platform.review({ text: claim.text, media: [], options: {} });
  if (problem) return withoutSending(refusedContent(problem, claim));
  return publish(claim, desk, account.credentials);
}

async function publish(claim: Claim, desk: DeliveryDesk, credentials: unknown): Promise<Delivered> {
  const deadline = new Deadline(desk.sendTimeoutMs, desk.stopSignal);
  const { signal } = deadline;
  const commitment = new Commitment(claim, desk, signal);
  try {
    const outcome = await desk.platform.publish({
      remoteId: claim.remoteId,
      handle: claim.handle,
      credentials,
      text: claim.text,
      media: [],
      options: {},
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

  constructor(
    private readonly claim: Claim,
    private readonly desk: DeliveryDesk,
    private readonly signal: AbortSignal,
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
    await this.hold(() => {
      if (this.wasPausedTooLong()) throw new IntentRefused(this.claim, { kind: 'again' });
      return this.desk.writeIntent(this.claim);
    });
    this.isMade = true;
    return this.desk.inSendRoom(async () =>
      this.wasPausedTooLong()
        ? { kind: 'failed', error: new Error(PAUSED), wasHandedOver: false }
        : watchSend(send, this.signal),
    );
  }

  /**
   * A process that was stopped or suspended between claim and send may find its lease gone. Neither clock alone
   * tells: the monotonic one does not count a suspended machine, the wall clock can be set.
   */
  private wasPausedTooLong(): boolean {
    const wallMs = this.desk.clock.now().getTime() - this.claim.claimedAt.getTime();
    const tickMs = performance.now() - this.claim.claimedAtTick;
    return Math.max(wallMs, tickMs) > this.desk.leaseMs - this.desk.sendTimeoutMs;
  }
}

const PAUSED = 'This process was paused for longer than its claim lasts, so it did not send';

function withoutSending(outcome: Outcome): Delivered {
  return { outcome, wasCommitted: false };
}

function brokenCredentials(detail = 'The account is gone'): Outcome {
  return { kind: 'refused', cause: 'credentials', detail };
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
