/** All of them, side by side: nobody goes on without an owner. Throws what the first one threw only when each has ended. */
export async function allEnded<T>(works: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
