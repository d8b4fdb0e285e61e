import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { EventLog } from '../../kernel/log.js';
import { PlatformRegistry } from '../../platforms/index.js';
import type { Claim } from '../claim.js';
import type { GivenBack } from '../claim.store.js';
import type { Settlement } from '../settle.js';
import { turnOf, type PartTurn } from './part-turn.js';
import { ThreadStore, type EarlierPartRow } from './thread.store.js';

/** What becomes of claims before anything of them is sent. */
export interface Turns {
  /** May go; a further part answers the post that `replyTo` names. */
  go: Claim[];
  replyTo: ReadonlyMap<Claim, string>;
  back: { kind: 'back'; claim: Claim; as: GivenBack }[];
  broken: { claim: Claim; settlement: Settlement }[];
}

/** Keeps the order of a thread: no part goes out before the part before it is public. */
@Injectable()
export class ThreadService {
  private readonly log = new EventLog('threads');

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly platforms: PlatformRegistry,
    private readonly store: ThreadStore,
  ) {}

  /** Asks the database only where there are further parts among them. */
  async turnsOf(claims: readonly Claim[]): Promise<Turns> {
    const parts = claims.filter(({ part }) => part > 0);
    const go = claims.filter(({ part }) => part === 0);
    if (parts.length === 0) return { go, replyTo: new Map(), back: [], broken: [] };
    const rows = await this.store.earlierParts(parts);
    const earlier = new Map(rows.map((row) => [row.deliveryId, row]));
    const turns = parts.map((claim) => ({ claim, turn: this.turn(claim, earlier) }));
    const replyTo = new Map<Claim, string>();
    for (const { claim, turn } of turns) if (turn.kind === 'go') replyTo.set(claim, turn.replyTo);
    return {
      go: [...go, ...replyTo.keys()],
      replyTo,
      back: turns.flatMap(({ claim, turn }) =>
        turn.kind === 'wait' ? [{ kind: 'back', claim, as: this.again(turn.forMs) }] : [],
      ),
      broken: turns.flatMap(({ claim, turn }) =>
        turn.kind === 'broken' ? [{ claim, settlement: broken(claim, turn.detail) }] : [],
      ),
    };
  }

  /** A part that can't be called waits its time; it costs nobody else anything. */
  async callNext(claim: Claim): Promise<void> {
    if (!this.platforms.get(claim.platform).capabilities.thread) return;
    await this.store.callNext(claim).catch((error: unknown) => {
      this.log.error('next_part_not_called', error, { deliveryId: claim.deliveryId });
    });
  }

  private turn(claim: Claim, earlier: ReadonlyMap<number, EarlierPartRow>): PartTurn {
    const row = earlier.get(claim.deliveryId);
    // Parts are planned together and never taken apart: it is being moved somewhere just now.
    if (!row) return turnOf({ part: claim.part, ...UNSEEN_YET }, claim.deliveryId);
    const platform = this.platforms.get(claim.platform);
    const named = row.permalink === null ? null : (platform.postIdAt?.(row.permalink) ?? null);
    return turnOf({ ...row, remoteId: row.remoteId ?? named }, claim.deliveryId);
  }

  private again(forMs: number): GivenBack {
    return { kind: 'again', wakeAt: new Date(this.clock.now().getTime() + forMs) };
  }
}

const UNSEEN_YET = { state: 'ready', remoteId: null, openBefore: 1 } as const;

/** Nothing was tried, so nothing is counted. */
function broken({ attempts }: Claim, detail: string): Settlement {
  return {
    state: 'failed',
    wakeAfterMs: null,
    attempts,
    cause: 'part_before',
    detail,
    remoteId: null,
    permalink: null,
  };
}
