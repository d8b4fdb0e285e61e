import { cpuSecondsOf, residentMbOf } from '../measure/process-usage.js';
import { Child } from '../processes/child.js';
import { benchEntry, measuredNode } from '../processes/places.js';
import type { KeyRange } from '../sink/arrivals.js';
import type { Engine, Round, Usage } from './engine.js';

/** The client alone, in a process of its own. */
export class BareLoop implements Engine {
  private constructor(private readonly child: Child) {}

  static async start({ kind, sink, concurrency }: Round): Promise<BareLoop> {
    const child = new Child({
      name: 'bare loop',
      program: measuredNode(),
      args: [benchEntry('client/bare-loop.js')],
    });
    await child.ask('setUp', { kind, sinkUrl: sink.url, concurrency });
    return new BareLoop(child);
  }

  enqueue(range: KeyRange): Promise<void> {
    return this.child.ask('begin', range);
  }

  untilSettled(): Promise<void> {
    return this.child.ask('finish');
  }

  usage(): Usage {
    return {
      workerSeconds: cpuSecondsOf(this.child.pid),
      storeSeconds: 0,
      producerSeconds: 0,
      workerMb: residentMbOf(this.child.pid),
    };
  }

  killWorker(): Promise<void> {
    return this.child.stop('SIGKILL');
  }

  restartWorker(): Promise<void> {
    throw new Error('A bare loop remembers nothing to go on with');
  }

  close(): Promise<void> {
    return this.child.stop();
  }
}
