import type { DeliveryState } from '../../../src/contract/deliveries.js';
import { mayGo } from '../../../src/deliveries/delivery-state.js';
import type { DeliveryRow, Move } from './table.js';
import type { World } from './world.js';

/** Six waits between sends, so seven sends that count. */
const MAX_SENDS = 7;

const SURELY_NOT_PUBLIC: ReadonlySet<DeliveryState> = new Set([
  'planned',
  'ready',
  'claimed',
  'retry_wait',
  'failed',
  'cancelled',
  'missed',
]);
const ENDS: ReadonlySet<DeliveryState> = new Set(['published', 'failed', 'cancelled', 'missed']);
const MOVES_BY_ITSELF: ReadonlySet<DeliveryState> = new Set([
  'planned',
  'ready',
  'claimed',
  'sending',
  'pending',
  'retry_wait',
  'unknown',
]);

/** Compares the rows with the platforms' ledger, as somebody would who trusts neither. Throws what it finds. */
export class Auditor {
  private readonly epochs = new Map<DeliveryRow, number>();
  private auditedPosts = 0;

  constructor(private readonly world: World) {}

  /** What holds at every moment. */
  check(): void {
    const { table, platform } = this.world;
    for (const move of table.moves.splice(0)) this.checkMove(move);
    for (; this.auditedPosts < platform.ledger.length; this.auditedPosts += 1) {
      this.checkNewest(this.auditedPosts);
    }
    for (const row of table.deliveries) this.checkRow(row);
    this.checkFanOut();
  }

  /** What holds when faults are over and time has gone on: each delivery has ended, or a person has it. */
  checkQuiet(): void {
    this.check();
    for (const row of this.world.table.deliveries) {
      if (MOVES_BY_ITSELF.has(row.state)) fault('I5', `delivery ${row.id} is still ${row.state}`);
      if (row.state !== 'needs_decision') continue;
      const attempt = this.world.table.attemptOf(row.id, row.epoch);
      if (!attempt?.hasDetail)
        fault('I5', `delivery ${row.id} waits for a person without evidence`);
    }
  }

  private checkMove({ row, from, to, isTooLate, by }: Move): void {
    const { table } = this.world;
    const what = `delivery ${row.id} goes from ${from} to ${to}`;
    this.world.tally.count(
      `${by === 'proof' && !mayGo(from, to) ? 'proof' : 'arrow'}:${from} ${to}`,
    );
    if (from === 'sending' && (to === 'ready' || to === 'claimed')) fault('I8', what);
    if (by === 'proof') this.checkProof(row, what);
    else if (!mayGo(from, to)) fault('I8', `${what}, which is no arrow`);
    if (ENDS.has(from) && by === 'machine') fault('I15', `${what}, and nobody ordered it`);
    if (to === 'claimed' && row.epoch <= (this.epochs.get(row) ?? 0)) fault('I9', what);
    if (to === 'sending' && table.postOf(row).cancelledAtMs !== null) {
      fault('I10', `${what} after its post was cancelled`);
    }
    if (to === 'sending' && isTooLate) fault('I3', `${what} when its last instant has passed`);
  }

  /** A late proof is the one thing that moves a delivery outside of the arrows; the post must be there. */
  private checkProof(row: DeliveryRow, what: string): void {
    const { table, platform } = this.world;
    const proofs = table.attempts.filter(
      ({ deliveryId, outcome }) => deliveryId === row.id && outcome === 'published',
    );
    const isThere = proofs.some(({ remoteId }) => remoteId !== null && platform.isPublic(remoteId));
    if (!isThere) fault('I6', `${what} by a proof of nothing`);
  }

  private checkNewest(index: number): void {
    const { ledger } = this.world.platform;
    const post = ledger[index];
    if (!post) throw new Error('The ledger shrank');
    const { claim, wasIntended, receivedAtMs, words, accountId } = post;
    const planned = this.world.table.posts[claim.postId - 1];
    if (!wasIntended) fault('I2', `post ${post.remoteId} is public without an intent`);
    if (receivedAtMs < (planned?.dueAtMs ?? Infinity)) {
      fault('I3', `post ${post.remoteId} is public before it is due`);
    }
    if (words !== planned?.words || !planned.audience.has(accountId)) {
      fault('I4', `post ${post.remoteId} is not what was planned`);
    }
    const twice = ledger.filter(
      (other) => other.accountId === accountId && other.claim.postId === claim.postId,
    );
    const orders = this.ordersOf(claim.deliveryId);
    if (twice.length > 1 + orders)
      fault('I1', `delivery ${claim.deliveryId} is public ${twice.length} times`);
  }

  private checkRow(row: DeliveryRow): void {
    const { table, platform } = this.world;
    const { id, state, epoch, attempts } = row;
    const what = `delivery ${id}, which is ${state},`;
    if (epoch < (this.epochs.get(row) ?? 0)) fault('I9', `the epoch of delivery ${id} falls`);
    this.epochs.set(row, epoch);
    const own = table.attempts.filter((attempt) => attempt.deliveryId === id);
    if (new Set(own.map(({ epoch: tried }) => tried)).size < own.length) {
      fault('I9', `${what} has two attempts under one claim`);
    }
    if (attempts > MAX_SENDS || attempts < 0) fault('I12', `${what} counts ${attempts} sends`);
    if (own.some(({ isPersons }) => isPersons)) return;
    if (state === 'published') this.checkPublished(row);
    const isPublic = platform.ledger.some(({ claim }) => claim.deliveryId === id);
    if (SURELY_NOT_PUBLIC.has(state) && isPublic) fault('I7', `${what} is public`);
  }

  private checkPublished({ id, accountId, postId }: DeliveryRow): void {
    const { table, platform } = this.world;
    const remoteId = table.remoteIdOf(id);
    const words = table.posts[postId - 1]?.words;
    const shown = platform.ledger.filter((post) => post.remoteId === remoteId);
    if (shown.length !== 1 || shown[0]?.words !== words || shown[0]?.accountId !== accountId) {
      fault('I6', `delivery ${id} is said to be post ${remoteId ?? '?'}, which is not there`);
    }
    const isCreditedTwice = table.deliveries.some(
      (other) => other.id !== id && table.remoteIdOf(other.id) === remoteId,
    );
    if (isCreditedTwice) fault('I6', `two deliveries are said to be post ${remoteId ?? '?'}`);
  }

  private checkFanOut(): void {
    const { posts, deliveries } = this.world.table;
    const planned = posts.reduce((sum, { audience }) => sum + audience.size, 0);
    if (deliveries.length !== planned) {
      fault('I5', `${deliveries.length} deliveries stand for ${planned} accounts`);
    }
  }

  /** Times that a person ordered another send of what may be public. */
  private ordersOf(deliveryId: number): number {
    return this.world.table.attempts.filter(
      (attempt) =>
        attempt.deliveryId === deliveryId && attempt.isPersons && attempt.outcome === 'retry_wait',
    ).length;
  }
}

function fault(invariant: string, what: string): never {
  throw new Error(`${invariant}: ${what}`);
}
