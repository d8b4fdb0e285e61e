/**
 * Fires after `timeoutMs` or with `stop`. Cleared when the work is over: the combined signals of the platform
 * (`AbortSignal.any`, `AbortSignal.timeout`) live until they are collected.
 */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly abort = () => {
    this.controller.abort(this.stop.aborted ? this.stop.reason : new Error('The time is over'));
  };

  constructor(
    timeoutMs: number,
    private readonly stop: AbortSignal,
  ) {
    this.timer = setTimeout(this.abort, timeoutMs);
    if (stop.aborted) this.abort();
    else stop.addEventListener('abort', this.abort, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  clear(): void {
    clearTimeout(this.timer);
    this.stop.removeEventListener('abort', this.abort);
  }
}
