import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cpuSecondsOf, residentMbOf } from '../measure/process-usage.js';
import { Child } from '../processes/child.js';
import { measuredNode, PEERS } from '../processes/places.js';
import type { KeyRange } from '../sink/arrivals.js';
import type { Engine, EngineName, Round, Usage } from './engine.js';
import { startRedis, type Redis } from './redis.js';

export type PeerName = Exclude<EngineName, 'munadi' | 'bare loop'>;

/** Why a peer can't be measured here; undefined when it can. */
export function reasonAgainst(peer: PeerName): string | undefined {
  if (!existsSync(join(PEERS, 'node_modules', peer))) {
    return `${peer} is not installed: npm ci in test/bench/peers failed or was not run`;
  }
  if (peer === 'bullmq' && spawnSync('redis-server', ['--version']).status !== 0) {
    return 'bullmq is left out: there is no redis-server here (Debian: apt-get install redis-server)';
  }
  return undefined;
}

/** A queue that others made: its worker and its producer are processes of their own, its script is in peers/. */
export class Peer implements Engine {
  private constructor(
    private readonly script: string,
    private readonly order: Record<string, unknown>,
    private readonly parts: { round: Round; databaseUrl: string; redis: Redis | undefined },
    private readonly producer: Child,
    private worker: Child,
  ) {}

  static async start(name: PeerName, round: Round): Promise<Peer> {
    const script = join(PEERS, `${name}.mjs`);
    const databaseUrl = await round.server.freshDatabase();
    const redis = name === 'bullmq' ? await startRedis() : undefined;
    const order = {
      storeUrl: redis?.url ?? databaseUrl,
      sinkUrl: round.sink.url,
      kind: round.kind,
      concurrency: round.concurrency,
      latencyMs: round.latencyMs,
    };
    const producer = startScript(script, 'producer');
    await producer.ask('setUp', order);
    const worker = startScript(script, 'worker');
    await worker.ask('setUp', order);
    return new Peer(script, order, { round, databaseUrl, redis }, producer, worker);
  }

  enqueue(range: KeyRange): Promise<void> {
    return this.producer.ask('enqueue', range);
  }

  untilSettled(): Promise<void> {
    return this.producer.ask('untilSettled');
  }

  usage(): Usage {
    const { redis, round } = this.parts;
    return {
      workerSeconds: cpuSecondsOf(this.worker.pid),
      storeSeconds: redis?.cpuSeconds ?? round.server.cpuSeconds,
      producerSeconds: cpuSecondsOf(this.producer.pid),
      workerMb: residentMbOf(this.worker.pid),
    };
  }

  async killWorker(): Promise<void> {
    await this.worker.stop('SIGKILL');
  }

  async restartWorker(): Promise<void> {
    await this.producer.ask('hurryRecovery');
    this.worker = startScript(this.script, 'worker');
    await this.worker.ask('setUp', { ...this.order, isHeir: true });
  }

  async close(): Promise<void> {
    await this.worker.stop();
    await this.producer.stop();
    await this.parts.redis?.stop();
    await this.parts.round.server.drop(this.parts.databaseUrl);
  }
}

function startScript(script: string, part: 'producer' | 'worker'): Child {
  return new Child({ name: `${script} ${part}`, program: measuredNode(), args: [script, part] });
}
