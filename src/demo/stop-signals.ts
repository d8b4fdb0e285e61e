export interface StopSignals {
  /** Aborted when somebody wants the demo to end. */
  readonly asked: AbortSignal;
  /** Aborted when they ask again: now at once. */
  readonly insisted: AbortSignal;
}

/** One Ctrl-C arrives more than once: from the terminal and through each program above us. */
const ECHO_MS = 1_000;

/** Ctrl-C, a kill, a closed terminal, or the end of the program that started us. */
export function listenForStop(): StopSignals {
  const asked = new AbortController();
  const insisted = new AbortController();
  let isEcho = false;
  const ask = (): void => {
    if (isEcho) return;
    if (asked.signal.aborted) insisted.abort();
    asked.abort();
    isEcho = true;
    setTimeout(() => {
      isEcho = false;
    }, ECHO_MS).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(signal, ask);
  // A closed terminal must not end us before the database is stopped.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  return { asked: asked.signal, insisted: insisted.signal };
}
