/**
 * Pure: the posts that a text with further parts comes to, one behind the other. Where a platform knows no threads they are
 * one post, with an empty line between them; a part that says nothing is none there.
 */
export function chainOf(
  text: string,
  thread: readonly string[],
  platform: { thread: object | null },
): readonly string[] {
  const all = [text, ...thread];
  if (platform.thread || thread.length === 0) return all;
  return [all.filter((part) => part.trim() !== '').join('\n\n')];
}
