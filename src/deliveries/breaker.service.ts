import { Inject, Injectable } from '@nestjs/common';
import type { PlatformName } from '../contract/platforms.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { EventLog } from '../kernel/log.js';
import { WorkerRegistry, type DownPlatform } from '../workers/index.js';
import { admit, hear, signOf, UP, type Reach } from './breaker.js';
import type { Delivered } from './deliver-one.js';
import { RescueStore } from './rescue.store.js';

/** Which platforms this process can't reach. Each process finds out for itself: it may be its own line that is cut. */
@Injectable()
export class BreakerService {
  private readonly log = new EventLog('deliveries');
  private readonly reaches = new Map<PlatformName, Reach>();
  private down: readonly DownPlatform[] = [];

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    private readonly workers: WorkerRegistry,
    private readonly rescue: RescueStore,
  ) {}

  /** Whether a send may begin. While the platform is down, whoever is admitted is the one that finds out. */
  admits(platform: PlatformName): boolean {
    const { mayGo, reach } = admit(this.reachOf(platform), this.now);
    this.reaches.set(platform, reach);
    return mayGo;
  }

  /** Answers how long what was not sent shall wait because the platform is down; null while it is not. */
  hear(platform: PlatformName, delivered: Delivered): number | null {
    const before = this.reachOf(platform);
    const after = hear(before, signOf(delivered), this.now);
    this.reaches.set(platform, after);
    const isDown = after.probeAtMs !== null;
    if (isDown !== (before.probeAtMs !== null)) this.tell(platform, after, delivered);
    return isDown ? this.config.deliveries.platformDownAfterMs : null;
  }

  /** Until one send may find out whether the platform is back, negative when it may now; null while it is up. */
  probeInMs(platform: PlatformName): number | null {
    const { probeAtMs } = this.reachOf(platform);
    return probeAtMs === null ? null : probeAtMs - performance.now();
  }

  private get now(): { nowMs: number; downAfterMs: number } {
    const downAfterMs = this.config.deliveries.platformDownAfterMs;
    return { nowMs: performance.now(), downAfterMs };
  }

  private reachOf(platform: PlatformName): Reach {
    return this.reaches.get(platform) ?? UP;
  }

  private tell(platform: PlatformName, reach: Reach, { outcome }: Delivered): void {
    const others = this.down.filter((one) => one.platform !== platform);
    if (reach.probeAtMs === null) {
      this.log.info('platform_up', { platform });
      this.down = others;
      this.endWaits(platform);
    } else {
      const downForMs = performance.now() - reach.sinceMs;
      const since = new Date(this.clock.now().getTime() - downForMs).toISOString();
      const because = 'detail' in outcome ? outcome.detail : '';
      this.log.warn('platform_down', { platform, tries: reach.inARow, since, because });
      this.down = [...others, { platform, since, because }];
    }
    this.workers.tellDown(this.down);
  }

  /** Waits that are not ended end by themselves, a little later. */
  private endWaits(platform: PlatformName): void {
    this.rescue.endWaits(platform).catch((error: unknown) => {
      this.log.error('waits_not_ended', error, { platform });
    });
  }
}
