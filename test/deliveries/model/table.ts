import type { DeliveryState } from '../../../src/contract/deliveries.js';
import type { Clocks } from './clocks.js';

/** A post as the delivery path knows it. Instants are the database's, in milliseconds. */
export interface PostRow {
  id: number;
  words: string;
  dueAtMs: number;
  cancelledAtMs: number | null;
  /** What is as long after its own due instant as this is after the post's is not sent any more. */
  notAfterAtMs: number;
  /** Accounts that it was planned for. */
  audience: ReadonlySet<number>;
}

export interface DeliveryRow {
  id: number;
  postId: number;
  accountId: number;
  epoch: number;
  state: DeliveryState;
  attempts: number;
  crashes: number;
  dueAtMs: number;
  wakeAtMs: number | null;
  /** When the send of this epoch was permitted. */
  intentAtMs: number | null;
  /** The draft that the platform prepared. */
  draftId: string | null;
}

export interface AttemptRow {
  deliveryId: number;
  epoch: number;
  intentAtMs: number | null;
  outcome: string | null;
  cause: string | null;
  hasDetail: boolean;
  looks: number;
  remoteId: string | null;
  isPersons: boolean;
}

export interface Move {
  row: DeliveryRow;
  from: DeliveryState;
  to: DeliveryState;
  /** After the last instant at which it may be sent. */
  isTooLate: boolean;
  /** `proof`: a late answer that says that the post is public. */
  by: 'machine' | 'person' | 'proof';
}

/** The rows of the delivery path in memory. What the stores do with them is in the files `stores-*.ts`. */
export class Table {
  readonly posts: PostRow[] = [];
  readonly deliveries: DeliveryRow[] = [];
  readonly attempts: AttemptRow[] = [];
  /** Changes of state since somebody last looked at them. */
  readonly moves: Move[] = [];

  constructor(readonly clocks: Clocks) {}

  get nowMs(): number {
    return this.clocks.databaseMs;
  }

  postOf(row: DeliveryRow): PostRow {
    const post = this.posts[row.postId - 1];
    if (!post) throw new Error(`Delivery ${row.id} has no post`);
    return post;
  }

  isTooLate(row: DeliveryRow): boolean {
    const { dueAtMs, notAfterAtMs } = this.postOf(row);
    return row.dueAtMs + notAfterAtMs - dueAtMs <= this.nowMs;
  }

  attemptOf(deliveryId: number, epoch: number): AttemptRow | undefined {
    return this.attempts.find((row) => row.deliveryId === deliveryId && row.epoch === epoch);
  }

  /** Whether the send of this epoch was permitted: the row says so until the attempt is told. */
  isIntended({ deliveryId, epoch }: Pick<AttemptRow, 'deliveryId' | 'epoch'>): boolean {
    const row = this.deliveries[deliveryId - 1];
    const isInRow = row?.epoch === epoch && row.intentAtMs !== null;
    return isInRow || (this.attemptOf(deliveryId, epoch)?.intentAtMs ?? null) !== null;
  }

  /** The post that a delivery is known to be. */
  remoteIdOf(id: number): string | null | undefined {
    return this.attempts.find(
      ({ deliveryId, outcome }) => deliveryId === id && outcome === 'published',
    )?.remoteId;
  }

  /** What is told of an attempt, which is begun if nobody has yet. */
  note(
    { deliveryId, epoch }: Pick<AttemptRow, 'deliveryId' | 'epoch'>,
    told: Partial<AttemptRow>,
  ): void {
    const known = this.attemptOf(deliveryId, epoch);
    if (known) Object.assign(known, told);
    else this.attempts.push({ ...UNTOLD, deliveryId, epoch, ...told });
  }

  /** Rows in one of `states` whose instant has come, in the order of the queue. */
  due(states: readonly DeliveryState[], bound = this.nowMs): DeliveryRow[] {
    return this.deliveries
      .filter(
        ({ state, wakeAtMs }) => states.includes(state) && wakeAtMs !== null && wakeAtMs <= bound,
      )
      .sort((a, b) => (a.wakeAtMs ?? 0) - (b.wakeAtMs ?? 0) || a.id - b.id);
  }

  move(
    row: DeliveryRow,
    to: DeliveryState,
    wakeAfterMs: number | null,
    by: Move['by'] = 'machine',
  ): void {
    if (row.state !== to)
      this.moves.push({ row, from: row.state, to, isTooLate: this.isTooLate(row), by });
    row.state = to;
    row.wakeAtMs = wakeAfterMs === null ? null : this.nowMs + wakeAfterMs;
  }
}

const UNTOLD = {
  intentAtMs: null,
  outcome: null,
  cause: null,
  hasDetail: false,
  looks: 0,
  remoteId: null,
  isPersons: false,
};
