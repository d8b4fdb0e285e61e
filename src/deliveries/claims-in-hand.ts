import type { PlatformName } from '../contract/platforms.js';
import type { Claim } from './claim.js';

/** Of the capacity: for what may be urgent. */
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
   * `capacity`, so that a crowd at one instant finds its work done. Somebody who calls finds a few places beside it.
   */
  room({ isAhead, isCalled }: { isAhead: boolean; isCalled: boolean }): Map<PlatformName, number> {
    const { capacity, ahead } = this.limits;
    const left = ahead - this.held;
    const few = isCalled ? Math.min(capacity * FEW, left + capacity) : 0;
    const room = this.platforms.map((name) => {
      const places = Math.max(this.roomOf(name), isAhead ? left : 0, few);
      return [name, Math.floor(Math.min(places, capacity))] as const;
    });
    return new Map(room.filter(([, places]) => places > 0));
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
