import type { Problem } from '../../api/refusal.js';

export function partChanged(
  thread: readonly string[],
  at: number,
  text: string,
): { thread: string[] } {
  return { thread: thread.map((old, index) => (index === at ? text : old)) };
}

export function partWithout(thread: readonly string[], at: number): { thread: string[] } {
  return { thread: thread.filter((_, index) => index !== at) };
}

/** Whether what is wrong is wrong with this further part. */
export function isOfPart({ field }: Problem, at: number): boolean {
  return field === `thread[${at}]`;
}
