import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import type { Executor } from '../../kernel/database/sql.js';
import { PlatformRegistry } from '../../platforms/index.js';
import { AccountHealthStore } from '../account-health.store.js';
import { MovesStore, type AccountMove } from './moves.store.js';

/** `taken`: the new id stands as another account here; `detail` says which, for a person. */
export type Followed = { kind: 'followed' } | { kind: 'taken'; detail: string };

/** Follows accounts to which their platform gave another lasting id. Told twice, an account is followed once. */
@Injectable()
export class AccountMoves {
  constructor(
    private readonly store: MovesStore,
    private readonly health: AccountHealthStore,
    private readonly platforms: PlatformRegistry,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether the account may be followed, before anything is changed. */
  async foresee(move: AccountMove): Promise<Followed> {
    const holder = await this.store.holderOf(move.platform, move.isNow);
    const mover = holder && (await this.store.holderOf(move.platform, move.was));
    if (mover) return taken(move, holder);
    return this.isSpelled(move) ? { kind: 'followed' } : misspelt(move);
  }

  async follow(move: AccountMove): Promise<Followed> {
    return this.store.inTransaction((executor) => this.followIn(executor, move));
  }

  /** The same with what else commits with it. Where it can't be followed, the account is broken, and says why. */
  async followIn(executor: Executor, move: AccountMove): Promise<Followed> {
    const mover = await this.store.holderOf(move.platform, move.was, executor);
    if (!mover) return { kind: 'followed' };
    const holder = await this.store.holderOf(move.platform, move.isNow, executor);
    const refusal = holder ? taken(move, holder) : this.isSpelled(move) ? null : misspelt(move);
    if (refusal) {
      const at = this.clock.now();
      const { detail } = refusal;
      const broken = { health: 'broken', trouble: 'moved', detail, at } as const;
      await this.health.save(executor, mover.id, broken);
      return refusal;
    }
    const movedId = await this.store.move(executor, move);
    if (movedId === undefined) return { kind: 'followed' };
    await this.audit.record(executor, {
      personId: null,
      action: 'account.moved',
      subject: `account:${movedId}`,
      details: { was: move.was, isNow: move.isNow },
    });
    return { kind: 'followed' };
  }

  private isSpelled({ platform, isNow }: AccountMove): boolean {
    const { remoteIdShape } = this.platforms.get(platform);
    return remoteIdShape.exec(isNow)?.[0] === isNow;
  }
}

type Refusal = Extract<Followed, { kind: 'taken' }>;

function taken({ isNow }: AccountMove, { handle }: { handle: string }): Refusal {
  const detail =
    `This chat has become ${isNow}, which is connected already as ${handle}. ` +
    'Posts go out there; leave this account out';
  return { kind: 'taken', detail };
}

function misspelt({ isNow }: AccountMove): Refusal {
  const detail = `The platform names ${isNow} as the new id, which is none. Ask the operator to look`;
  return { kind: 'taken', detail };
}
