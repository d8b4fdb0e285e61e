import { setTimeout as pause } from 'node:timers/promises';
import { cpuSecondsOf, residentMbOf } from '../measure/process-usage.js';
import { Child } from '../processes/child.js';
import { freePort } from '../processes/free-port.js';
import { measuredNode, PLAIN_SERVER, SERVER, SERVER_FLAGS } from '../processes/places.js';
import type { KeyRange } from '../sink/arrivals.js';
import { openPlanner, type Planner } from '../world/planner.js';
import { countStates, planPost, planSpread, statesByKey } from '../world/seed.js';
import { environmentOf } from '../world/settings.js';
import type { Engine, Round, Usage } from './engine.js';

/** Further settings of one munadi round. */
export interface MunadiOptions {
  template: string;
  /** The whole product in the one process, at a port of its own, instead of the worker alone. */
  isWhole?: boolean;
  sendTimeoutMs?: number;
  /** Further arguments of node, such as `--cpu-prof`. */
  nodeArguments?: string[];
}

const LOOK_AGAIN_MS = 10;
/** A delivery in one of these is under way, or will be. */
const OPEN_STATES = ['planned', 'ready', 'claimed', 'sending', 'pending', 'retry_wait'];

/** The product: its worker in a process of its own, its plans written here through its own stores. */
export class MunadiEngine implements Engine {
  private readonly producerSecondsBefore = cpuSecondsOf(process.pid);
  private readonly postIds: number[] = [];

  private constructor(
    private readonly round: Round,
    private readonly options: MunadiOptions,
    readonly databaseUrl: string,
    readonly planner: Planner,
    private worker: Child,
  ) {}

  static async start(round: Round, options: MunadiOptions): Promise<MunadiEngine> {
    const databaseUrl = await round.server.freshDatabase(options.template);
    const planner = await openPlanner(databaseUrl);
    const worker = await startWorker(round, options, databaseUrl);
    return new MunadiEngine(round, options, databaseUrl, planner, worker);
  }

  /** One post to these accounts. */
  async enqueue(range: KeyRange, dueAt = new Date()): Promise<void> {
    this.postIds.push(await planPost(this.planner, { ...range, kind: this.round.kind, dueAt }));
  }

  /** One post whose deliveries have an instant each. */
  async enqueueSpread(firstKey: number, dueAts: readonly Date[]): Promise<void> {
    const spread = { kind: this.round.kind, firstKey, dueAts };
    this.postIds.push(await planSpread(this.planner, spread));
  }

  /** Of what was enqueued here. */
  states(): Promise<Map<string, number>> {
    return countStates(this.planner, this.postIds);
  }

  async untilSettled(): Promise<void> {
    for (;;) {
      const counts = await this.states();
      if (OPEN_STATES.every((state) => !counts.get(state))) return;
      if (!this.worker.isRunning) throw new Error(`The worker ended\n${this.worker.lastWords}`);
      await pause(LOOK_AGAIN_MS);
    }
  }

  get workerPid(): number {
    return this.worker.pid;
  }

  /** Of what was enqueued here, by key. */
  statesByKey(): Promise<Map<number, string>> {
    return statesByKey(this.planner, this.postIds);
  }

  usage(): Usage {
    return {
      workerSeconds: cpuSecondsOf(this.worker.pid),
      storeSeconds: this.round.server.cpuSeconds,
      producerSeconds: cpuSecondsOf(process.pid) - this.producerSecondsBefore,
      workerMb: residentMbOf(this.worker.pid),
    };
  }

  async killWorker(): Promise<void> {
    await this.worker.stop('SIGKILL');
  }

  async restartWorker(): Promise<void> {
    this.worker = await startWorker(this.round, this.options, this.databaseUrl);
  }

  async close(): Promise<void> {
    await this.worker.stop();
    await this.planner.close();
    await this.round.server.drop(this.databaseUrl);
  }
}

/** With real adapters it is the built product itself. */
async function startWorker(
  round: Round,
  options: MunadiOptions,
  databaseUrl: string,
): Promise<Child> {
  const entry = round.kind === 'plain' ? PLAIN_SERVER : SERVER;
  return new Child({
    name: 'munadi worker',
    program: measuredNode(),
    args: [...SERVER_FLAGS, ...(options.nodeArguments ?? []), entry],
    environment: {
      ...environmentOf({
        databaseUrl,
        sinkUrl: round.sink.url,
        concurrency: round.concurrency,
        ...(options.sendTimeoutMs === undefined ? {} : { sendTimeoutMs: options.sendTimeoutMs }),
      }),
      ...(options.isWhole ? { MUNADI_ROLE: 'all', MUNADI_PORT: String(await freePort()) } : {}),
    },
  });
}
