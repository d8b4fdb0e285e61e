/** Districts named in one sentence; the others are counted. */
const NAMED_DISTRICTS = 10;

/** Pure: `Lucknow, Kanpur +3`. */
export function listNames(names: readonly string[]): string {
  const named = names.slice(0, NAMED_DISTRICTS).join(', ');
  return names.length > NAMED_DISTRICTS ? `${named} +${names.length - NAMED_DISTRICTS}` : named;
}
