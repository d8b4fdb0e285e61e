import type { DemoLock } from './demo-lock.js';
import { DemoError } from './demo-options.js';
import type { StopSignals } from './stop-signals.js';

/** Something that runs for as long as the demo does. */
export interface Part {
  /** Its process, when a killed demo would leave that behind for the next one to end. */
  readonly childPid?: number;
  /** Resolves, with a sentence, when it ends without having been told to. */
  readonly failure?: Promise<string>;
  stop(): Promise<void>;
  /** Ends it without letting it finish what it does. */
  kill?(): void;
}

/** What has been started, in order; stopped in the opposite one. */
export class Parts {
  private readonly running: Part[] = [];

  constructor(
    private readonly lock: DemoLock,
    private readonly stop: StopSignals,
  ) {
    stop.insisted.addEventListener('abort', () => {
      for (const part of this.running) part.kill?.();
    });
  }

  async add<T extends Part>(start: () => Promise<T>): Promise<T> {
    this.stop.asked.throwIfAborted();
    const part = await start();
    this.running.push(part);
    const children = this.running.flatMap(({ childPid }) => childPid ?? []);
    await this.lock.note({ children });
    return part;
  }

  /** Resolves when somebody asks for the end, rejects when a part fails. */
  async ended(): Promise<void> {
    const { asked } = this.stop;
    if (asked.aborted) return;
    const isAsked = new Promise<undefined>((resolve) => {
      asked.addEventListener('abort', () => {
        resolve(undefined);
      });
    });
    const failures = this.running.flatMap(({ failure }) => failure ?? []);
    const sentence = await Promise.race([isAsked, ...failures]);
    if (sentence !== undefined) throw new DemoError(sentence);
  }

  async stopAll(): Promise<void> {
    for (let part = this.running.at(-1); part !== undefined; part = this.running.at(-1)) {
      await part.stop();
      this.running.pop();
    }
  }

  /** For work that must not outlive a Ctrl-C. */
  get asked(): AbortSignal {
    return this.stop.asked;
  }
}
