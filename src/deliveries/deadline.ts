/** Open deadlines by the signal that ends them all: one listener each, however many deadlines there are. */
const open = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Fires after `timeoutMs` or with `stop`. Cleared when the work is over: the combined signals of the platform
 * (`AbortSignal.any`, `AbortSignal.timeout`) live until they are collected, and an abort signal walks all its
 * listeners whenever one comes or goes.
 */
export class Deadline {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout;
  private readonly stopped: Set<() => void>;
  private readonly abort = () => {
    this.controller.abort(this.stop.aborted ? this.stop.reason : new Error('The time is over'));
  };

  constructor(
    timeoutMs: number,
    private readonly stop: AbortSignal,
  ) {
    this.timer = setTimeout(this.abort, timeoutMs);
    this.stopped = openUnder(stop).add(this.abort);
    if (stop.aborted) this.abort();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** What is done from now on has so long. */
  restart(timeoutMs: number): void {
    clearTimeout(this.timer);
    if (!this.signal.aborted) this.timer = setTimeout(this.abort, timeoutMs);
  }

  clear(): void {
    clearTimeout(this.timer);
    this.stopped.delete(this.abort);
  }
}

function openUnder(stop: AbortSignal): Set<() => void> {
  const known = open.get(stop);
  if (known) return known;
  const deadlines = new Set<() => void>();
  open.set(stop, deadlines);
  stop.addEventListener('abort', () => {
    for (const abort of deadlines) abort();
  });
  return deadlines;
}
