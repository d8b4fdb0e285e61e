/** X counts its ids' milliseconds from 2010-11-04T01:42:54.657Z. */
const epochMs = 1_288_834_974_657n;
const sequenceBits = 22n;

/** Ids that carry their time, as X's do: a later post has a larger id. */
export function postIdAt(at: Date, sequence: number): string {
  const low = BigInt(sequence) % (1n << sequenceBits);
  return (((BigInt(at.getTime()) - epochMs) << sequenceBits) | low).toString();
}

export function isAfter(id: string, other: string): boolean {
  return BigInt(id) > BigInt(other);
}
