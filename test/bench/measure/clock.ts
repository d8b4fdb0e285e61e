/** Milliseconds since the epoch with fractions, on the machine's clock as the database sees it; the same in every process. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Runs `work` and answers how long it took. */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const startedAtTick = performance.now();
  const value = await work();
  return { value, ms: performance.now() - startedAtTick };
}
