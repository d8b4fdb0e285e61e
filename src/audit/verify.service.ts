import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../kernel/config.js';
import { isSigned, type AuditHead } from './audit-head.js';
import { ChainCheck, type ChainFault } from './chain-check.js';
import { ChainStore, type ChainEnd, type ChainPlace, type Checkpoint } from './chain.store.js';
import { readHeads } from './head-file.js';

const PLACES_A_PAGE = 2_000;
const MOST_STRANGERS = 100;

/** What a look at the whole record found. */
export interface Verification {
  faults: ChainFault[];
  /** Lines that were held to the chain. */
  lines: number;
  /** Lines before this position were dropped by the product, as the record says; 1: none were. */
  from: number;
  end: ChainEnd;
  /** Written and not chained yet; a change of these is not seen. */
  waiting: number;
  oldestWaitingAt: Date | null;
  /** Exported heads that were held to the chain. Without one, nobody sees a tail that was cut off. */
  heads: number;
}

@Injectable()
export class AuditVerifier {
  constructor(
    private readonly store: ChainStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Reads the whole record, and holds it to the exported heads.
   * @param headPlace file or folder of heads; the one of the settings when left out
   * @throws when `headPlace` cannot be read
   */
  async verify(headPlace = this.config.audit.head?.file ?? undefined): Promise<Verification> {
    const exported = headPlace === undefined ? [] : await readHeads(headPlace);
    const { ours, foreign } = this.sift(exported);
    const hashes = hashesAt(ours);

    const checkpoint = await this.store.checkpoint();
    const check = new ChainCheck(checkpoint);
    const lost: ChainFault[] = [];
    let [lines, isAttested] = [0, checkpoint === undefined];
    for await (const place of this.placesAfter(check.end.position)) {
      check.take(place);
      lines += 1;
      isAttested ||= attests(place, checkpoint);
      if (differs(place, hashes)) lost.push({ kind: 'rewritten', position: place.position });
    }
    const tail = await this.store.tail();
    const end = check.end;
    const farthest = Math.max(0, ...hashes.keys());
    return {
      faults: [
        ...(isAttested ? [] : [unattested(checkpoint)]),
        ...check.finish(),
        ...(await this.store.strangers(MOST_STRANGERS)).map(inserted),
        ...tail.lost.map((eventId): ChainFault => ({ kind: 'removed', position: 0, eventId })),
        ...lost,
        ...(farthest > end.position ? [cut(end, farthest)] : []),
        ...foreign.map(({ position }): ChainFault => ({ kind: 'head_not_ours', position })),
      ],
      lines,
      from: (checkpoint?.position ?? 0) + 1,
      end,
      waiting: tail.lines,
      oldestWaitingAt: tail.oldestAt,
      heads: ours.length,
    };
  }

  private async *placesAfter(start: number): AsyncGenerator<ChainPlace> {
    let position = start;
    for (;;) {
      const page = await this.store.places(position, PLACES_A_PAGE);
      yield* page;
      const last = page.at(-1);
      if (!last) return;
      position = last.position;
    }
  }

  private sift(heads: readonly AuditHead[]): { ours: AuditHead[]; foreign: AuditHead[] } {
    const key = this.config.audit.head?.key;
    // Without the key a head's signature says nothing, and its hash still does.
    const isOurs = (head: AuditHead) => key === undefined || isSigned(key, head);
    return {
      ours: heads.filter(isOurs),
      foreign: heads.filter((head) => !isOurs(head)),
    };
  }
}

/** A checkpoint is believed when a line behind it, in the chain, says the same. */
function attests({ eventId, line }: ChainPlace, checkpoint: Checkpoint | undefined): boolean {
  if (eventId !== checkpoint?.eventId || line?.action !== 'audit.dropped') return false;
  const { throughPosition, throughHash } = line.details as Record<string, unknown>;
  return throughPosition === checkpoint.position && throughHash === checkpoint.hash.toString('hex');
}

function hashesAt(heads: readonly AuditHead[]): Map<number, string[]> {
  const hashes = new Map<number, string[]>();
  for (const { position, hash } of heads) {
    hashes.set(position, [...(hashes.get(position) ?? []), hash]);
  }
  return hashes;
}

function differs({ position, hash }: ChainEnd, hashes: ReadonlyMap<number, string[]>): boolean {
  return (hashes.get(position) ?? []).some((exported) => exported !== hash.toString('hex'));
}

function unattested(checkpoint: Checkpoint | undefined): ChainFault {
  return { kind: 'dropped_without_word', position: checkpoint?.position ?? 0 };
}

function inserted(eventId: number): ChainFault {
  return { kind: 'inserted', eventId };
}

function cut({ position }: ChainEnd, exported: number): ChainFault {
  return { kind: 'cut', position, exported };
}
