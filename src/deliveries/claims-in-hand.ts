import type { PlatformName } from '../contract/platforms.js';
import type { Claim } from './claim.js';

/** The claims of this process that are not settled yet, and how many more it has room for. */
export class ClaimsInHand {
  private readonly claims: ReadonlyMap<PlatformName, Set<Claim>>;

  /** `capacity`: claims of one platform at most; a slow platform that fills it holds up no other. */
  constructor(
    platforms: readonly PlatformName[],
    private readonly capacity: number,
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
    return this.capacity - (this.claims.get(platform)?.size ?? 0);
  }

  holdsNoneOf(platform: PlatformName): boolean {
    return this.roomOf(platform) === this.capacity;
  }

  /** The platforms with room, and how much. */
  room(): Map<PlatformName, number> {
    const room = this.platforms.map((name) => [name, this.roomOf(name)] as const);
    return new Map(room.filter(([, places]) => places > 0));
  }

  /** Taken before this moment of the monotonic clock. */
  takenBefore(tick: number): Claim[] {
    return [...this.claims.values()].flatMap((claims) =>
      [...claims].filter(({ claimedAtTick }) => claimedAtTick < tick),
    );
  }
}
