import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { PLATFORM_NAMES, type PlatformName } from '../../src/contract/platforms.js';
import type { StopView } from '../../src/contract/stops.js';
import type { Person } from '../support/person.js';
import { needsADoubt, type Crash } from './crash-points.js';
import type { LimitsLoad } from './limits-load.js';
import type { ProofPlan } from './options.js';
import type { Stage } from './stage.js';

const ASK_AGAIN_AFTER_MS = 300;
const STOPPED_FOR_MS = 2_000;
/** Districts whose accounts get the posts of one ambush. */
const BAIT_DISTRICTS = 9;
/** One post in so many goes on in further parts: each of them is a post of X more, and X's budgets are narrow. */
const THREAD_EVERY = 25;
const FURTHER_PARTS = 2;
/** Of five posts in a row: the budgets let X have fewest and Facebook most. */
const TURNS: readonly (readonly PlatformName[])[] = [
  ['x', 'telegram', 'facebook'],
  ['facebook'],
  ['x', 'telegram', 'facebook'],
  ['facebook'],
  ['telegram', 'facebook'],
];

/** The posts of a run, each with words of its own, and the one stop. */
export class Load {
  plannedPosts = 0;
  plannedDeliveries = 0;
  readonly stops: { acknowledgedAt: Date; liftedAt: Date }[] = [];
  private baits = 0;
  private words = 0;
  private isOver = false;

  constructor(private readonly stage: Stage['parts']) {}

  private get meera(): Person {
    return this.stage.meera;
  }

  /** To everybody, evenly over the time that was asked for; one more is recalled at once. */
  async goOn({ posts, everyMs }: Pick<ProofPlan, 'posts'> & { everyMs: number }): Promise<void> {
    for (let n = 0; n < posts; n += 1) {
      const furtherParts = n % THREAD_EVERY === 0 ? FURTHER_PARTS : 0;
      await this.publish({ platforms: [...(TURNS[n % TURNS.length] ?? [])], furtherParts });
      if (n === 1) await this.cancelOne();
      await pause(everyMs);
    }
  }

  /** So many sends for everybody that a worker is in the middle of them. */
  async flood(): Promise<void> {
    await this.publish({ platforms: ['telegram', 'facebook'] });
  }

  /** Everything at once: posts to all accounts, and on top of them posts to the accounts of one district. */
  async ask({ campaigns, bursts }: LimitsLoad, burstDistrict: string): Promise<void> {
    for (let n = 0; n < campaigns; n += 1) await this.publish({});
    for (const platform of PLATFORM_NAMES) {
      for (let n = 0; n < (bursts[platform] ?? 0); n += 1) {
        await this.publish({ platforms: [platform], districts: [burstDistrict] });
      }
    }
  }

  /** Brings deliveries to the step: to accounts of its platform, and where it needs that, with a lost answer. */
  async bait(crash: Crash): Promise<number> {
    if (needsADoubt(crash)) await this.loseAnAnswer(crash.platform);
    const { districts } = this.stage;
    const from = (this.baits * BAIT_DISTRICTS) % districts.length;
    this.baits += 1;
    return this.publish({
      platforms: [crash.platform],
      districts: districts.slice(from, from + BAIT_DISTRICTS).map(({ code }) => code),
    });
  }

  private async loseAnAnswer(platform: PlatformName): Promise<void> {
    const operation = platform === 'facebook' ? 'publish' : 'create';
    await this.stage.sandbox.addFaults([
      { platform, operation, fault: 'server_error_after', times: 2 },
    ]);
  }

  async stopEverythingOnce(): Promise<void> {
    const order = { scope: 'everything', reason: 'A proof' };
    const { id } = await this.untilItWorks(async () => {
      const answer = await this.meera.post<StopView>('/api/stops', order);
      if (answer.status !== 200) throw new Error('not stopped');
      return answer.body;
    });
    const acknowledgedAt = new Date();
    await pause(STOPPED_FOR_MS);
    const liftedAt = new Date();
    this.stops.push({ acknowledgedAt, liftedAt });
    await this.untilItWorks(async () => {
      const { status } = await this.meera.post(`/api/stops/${id}/lift`);
      if (status !== 200) throw new Error('not lifted');
    });
  }

  /** What is being asked is not asked again. */
  close(): void {
    this.isOver = true;
  }

  private async cancelOne(): Promise<void> {
    const id = await this.publish({});
    await this.untilItWorks(() => this.meera.post(`/api/posts/${id}/cancel`));
  }

  /** Asked again after a lost answer it is the same post: the operation is the same. */
  private async publish(order: {
    platforms?: PlatformName[];
    districts?: readonly string[];
    furtherParts?: number;
  }): Promise<number> {
    this.words += 1;
    const text = `सबूत ${this.words} — {district}`;
    const operationId = randomUUID();
    const { furtherParts = 0, ...where } = order;
    const thread = Array.from(
      { length: furtherParts },
      (_, index) => `सबूत ${this.words}, भाग ${index + 2} — {district}`,
    );
    const { id, total } = await this.untilItWorks(() =>
      this.meera.publish({ ...where, text, thread, operationId }),
    );
    this.plannedPosts += 1;
    // The total counts accounts; of X each carries the further parts as well.
    this.plannedDeliveries += total + furtherParts * this.stage.districts.length;
    return id;
  }

  private async untilItWorks<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (this.isOver) throw error;
        await pause(ASK_AGAIN_AFTER_MS);
      }
    }
  }
}
