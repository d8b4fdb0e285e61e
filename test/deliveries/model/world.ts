import { planFanOut } from '../../../src/deliveries/plan-fan-out.js';
import { platformOf } from './accounts.js';
import { Clocks } from './clocks.js';
import type { PlanCommand, Setting } from './commands.js';
import type { Request } from './fate.js';
import { receive, type Hand } from './hand.js';
import type { Look } from './look.js';
import { memoryStores } from './memory-stores.js';
import { SimulatedPlatform } from './simulated-platform.js';
import type { DeliveryStores } from './stores.js';
import type { Surroundings } from './surroundings.js';
import { Table } from './table.js';
import type { Tally } from './tally.js';

/** The whole simulation: rows, clocks, platforms, and everybody who works on them. */
export class World implements Surroundings {
  readonly clocks = new Clocks();
  readonly table = new Table(this.clocks);
  readonly platform: SimulatedPlatform;
  readonly stores: DeliveryStores;
  hands: Hand[] = [];
  looks: Look[] = [];
  requests: Request[] = [];

  constructor(
    private readonly setting: Setting,
    readonly tally: Tally,
    watch: (stores: DeliveryStores, table: Table) => DeliveryStores = (stores) => stores,
  ) {
    this.platform = new SimulatedPlatform(setting.refusesTwins);
    this.stores = watch(memoryStores(this.table), this.table);
  }

  /** A post's plan, written once or again; whoever addresses an account twice reaches it once. */
  plan(
    postId: number,
    { accountIds, dueInMs, windowMs }: Pick<PlanCommand, 'accountIds' | 'dueInMs' | 'windowMs'>,
  ): void {
    const post = (this.table.posts[postId - 1] ??= {
      id: postId,
      words: this.setting.sameWords ? 'Meeting today' : `Meeting ${postId}`,
      dueAtMs: this.clocks.truthMs + dueInMs,
      notAfterAtMs: this.clocks.truthMs + dueInMs + windowMs,
      cancelledAtMs: null,
      audience: new Set(accountIds),
    });
    const addressed = [...post.audience, ...post.audience].map((accountId) => ({
      accountId,
      platform: platformOf(accountId),
      part: 0,
      text: post.words,
    }));
    const plan = planFanOut(addressed);
    if (plan.deliveries.length !== post.audience.size) {
      throw new Error(`I5: ${plan.deliveries.length} sends for ${post.audience.size} accounts`);
    }
    this.stores.enqueue(post, plan);
  }

  deliver(request: Request): void {
    if (!this.requests.includes(request)) return;
    this.requests = this.requests.filter((other) => other !== request);
    if (this.clocks.truthMs <= request.deadlineMs) receive(request, this);
  }

  /** Everybody who is at the end leaves. */
  tidy(): void {
    this.hands = this.hands.filter(({ isDone }) => !isDone);
    this.looks = this.looks.filter(({ isDone }) => !isDone);
    this.requests = this.requests.filter(({ deadlineMs }) => deadlineMs >= this.clocks.truthMs);
  }
}
