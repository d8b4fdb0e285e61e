import type { PlatformName } from '../contract/platforms.js';
import type { Claim } from './claim.js';

/** Of the capacity: what is urgent finds as much at once. */
const FEW = 0.1;

/** The claims of this process that are not settled yet, and how many more it has room for. */
export class ClaimsInHand {
  private readonly claims: ReadonlyMap<PlatformName, Set<Claim>>;

  constructor(
    platforms: readonly PlatformName[],
    private readonly limits: {
      /** Claims of one platform at most; a slow platform that fills it holds up no other. */
      capacity: number;
      /** As many claims of all platforms together may be taken before their instant. */
      ahead: number;
    },
  ) {
    this.claims = new Map(platforms.map((name) => [name, new Set()]));
  }

  get platforms(): PlatformName[] {
    return [...this.claims.keys()];
  }

  add(claim: Claim): void {
    this.claims.get(claim.platform)?.add(claim);
  }

  remove(claim: Claim): void {
    this.claims.get(claim.platform)?.delete(claim);
  }

  roomOf(platform: PlatformName): number {
    return this.limits.capacity - (this.claims.get(platform)?.size ?? 0);
  }

  holdsNoneOf(platform: PlatformName): boolean {
    return this.roomOf(platform) === this.limits.capacity;
  }

  /**
   * The platforms with room, and how much. What is not due yet waits here prepared: more of it is taken, in portions of
   * `capacity`, so that a crowd at one instant finds its work done.
   */
  room({ isAhead }: { isAhead: boolean }): Map<PlatformName, number> {
    const ahead = isAhead ? this.limits.ahead - this.held : 0;
    return this.roomWhere((name) => Math.max(this.roomOf(name), ahead));
  }

  /** A few places beside a crowd, and not without end. */
  roomForUrgent(): Map<PlatformName, number> {
    const { capacity, ahead } = this.limits;
    const few = Math.min(Math.ceil(capacity * FEW), ahead + capacity - this.held);
    return this.roomWhere(() => few);
  }

  private roomWhere(places: (name: PlatformName) => number): Map<PlatformName, number> {
    const room = this.platforms.map((name) => {
      return [name, Math.min(places(name), this.limits.capacity)] as const;
    });
    return new Map(room.filter(([, count]) => count > 0));
  }

  private get held(): number {
    return this.platforms.reduce((sum, name) => sum + (this.claims.get(name)?.size ?? 0), 0);
  }

  /** Taken before this moment of the monotonic clock. */
  takenBefore(tick: number): Claim[] {
    return [...this.claims.values()].flatMap((claims) =>
      [...claims].filter(({ claimedAtTick }) => claimedAtTick < tick),
    );
  }
}
