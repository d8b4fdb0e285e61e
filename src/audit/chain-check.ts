import { BEFORE_THE_FIRST, chainHash, type AuditLine } from './audit-line.js';
import type { ChainEnd, ChainPlace } from './chain.store.js';

/** What somebody did to the record past the product. */
export type ChainFault =
  /** The line is not the one that was chained. */
  | { kind: 'changed'; position: number; eventId: number }
  /** A line of the record, or its place in the chain, is gone. */
  | { kind: 'removed'; position: number; eventId: number | null }
  /** A line that the product did not write. */
  | { kind: 'inserted'; eventId: number }
  /** Two lines have changed places. */
  | { kind: 'reordered'; position: number; with: number }
  /** Lines that an exported head tells of are gone from the end. */
  | { kind: 'cut'; position: number; exported: number }
  /** The chain has been made anew: at this position another hash was exported. */
  | { kind: 'rewritten'; position: number }
  /** Lines are missing at the beginning, and no line of the record says that they were dropped. */
  | { kind: 'dropped_without_word'; position: number }
  /** An exported head does not carry the signature of this installation's key. */
  | { kind: 'head_not_ours'; position: number };

/** A place whose hash does not follow from the one before it. */
interface Mismatch {
  before: Buffer;
  hash: Buffer;
  position: number;
  line: AuditLine;
}

/** More than this many wrong lines are no swap. */
const COMPARED = 200;

/**
 * Pure: takes the chain's places in order and finds what does not follow. Behind a wrong place it goes on with the hash
 * that is stored there, so that each fault is named once and where it is.
 */
export class ChainCheck {
  readonly faults: ChainFault[] = [];
  private readonly mismatches: Mismatch[] = [];
  private expected: ChainEnd;

  constructor(start: ChainEnd | undefined) {
    this.expected = start ?? { position: 0, hash: BEFORE_THE_FIRST };
  }

  /** Where the chain ends, as far as it was taken. */
  get end(): ChainEnd {
    return this.expected;
  }

  take(place: ChainPlace): void {
    const { position, hash, eventId, line } = place;
    for (let gap = this.expected.position + 1; gap < position; gap += 1) {
      this.faults.push({ kind: 'removed', position: gap, eventId: null });
    }
    const isNext = position === this.expected.position + 1;
    if (line === null) this.faults.push({ kind: 'removed', position, eventId });
    // Behind a gap nobody knows the hash before; the places after it are held to this one's.
    else if (isNext && !chainHash(this.expected.hash, position, line).equals(hash)) {
      this.mismatches.push({ before: this.expected.hash, hash, position, line });
    }
    this.expected = { position, hash };
  }

  /** To be called after the last place: only now can a swap be told from two changes. */
  finish(): ChainFault[] {
    const candidates = this.mismatches.slice(0, COMPARED);
    for (const one of this.mismatches) {
      const { position, line } = one;
      const other = candidates.find((candidate) => candidate !== one && fits(one, candidate));
      this.faults.push(
        other
          ? { kind: 'reordered', position, with: other.position }
          : { kind: 'changed', position, eventId: line.id },
      );
    }
    return this.faults;
  }
}

function fits({ before, hash, position }: Mismatch, { line }: Mismatch): boolean {
  return chainHash(before, position, line).equals(hash);
}
