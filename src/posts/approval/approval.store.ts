import { Injectable } from '@nestjs/common';
import { rowsOf, type Executor } from '../../kernel/database/sql.js';

export interface ApprovalRow {
  postId: number;
  authorId: number;
  authorName: string;
  /** Where the author works now. */
  authorPlacePath: string;
  authorPlaceEn: string;
  authorPlaceHi: string;
  state: 'awaiting' | 'returned' | 'approved';
  revision: number;
  proposal: Buffer;
  sha256: Buffer;
  accounts: number;
  submittedAt: Date;
  notAfterAt: Date;
  cancelledAt: Date | null;
}

export interface Submission {
  postId: number;
  authorId: number;
  proposal: Buffer;
  accounts: number;
  at: Date;
}

/** What one person reads through at a time. */
const SHOWN = 100;

const APPROVAL = `
  SELECT a.post_id AS "postId", a.author_id AS "authorId", w.name AS "authorName", s.path AS "authorPlacePath",
         s.name_en AS "authorPlaceEn", s.name_hi AS "authorPlaceHi", a.state, a.revision, a.proposal, a.sha256,
         a.accounts, a.submitted_at AS "submittedAt", p.not_after_at AS "notAfterAt", p.cancelled_at AS "cancelledAt"
    FROM approvals a
    JOIN posts p ON p.id = a.post_id
    JOIN people w ON w.id = a.author_id
    JOIN districts s ON s.id = w.place_id`;

/** The only SQL over what waits for a second person. The database holds that a word once given stays. */
@Injectable()
export class ApprovalStore {
  async submit(executor: Executor, submission: Submission): Promise<void> {
    const { postId, authorId, proposal, accounts, at } = submission;
    await rowsOf(
      executor,
      `INSERT INTO approvals (post_id, author_id, proposal, accounts, submitted_at) VALUES ($1, $2, $3, $4, $5)`,
      [postId, authorId, proposal, accounts, at],
    );
  }

  /** Another proposal of the same author: whatever was said of the one before counts no more. */
  async submitAnew(executor: Executor, submission: Submission): Promise<void> {
    const { postId, authorId, proposal, accounts, at } = submission;
    await rowsOf(
      executor,
      `UPDATE approvals SET state = 'awaiting', revision = revision + 1, proposal = $3, accounts = $4,
              submitted_at = $5, decided_by = NULL, decided_at = NULL, note = ''
        WHERE post_id = $1 AND author_id = $2`,
      [postId, authorId, proposal, accounts, at],
    );
  }

  /** The post's row is locked first, as by a cancel, so that of two who decide one comes second. */
  async lock(executor: Executor, postId: number): Promise<ApprovalRow | undefined> {
    await rowsOf(executor, 'SELECT 1 FROM posts WHERE id = $1 FOR UPDATE', [postId]);
    const [row] = await rowsOf<ApprovalRow>(
      executor,
      `${APPROVAL} WHERE a.post_id = $1 FOR UPDATE OF a`,
      [postId],
    );
    return row;
  }

  async find(executor: Executor, postId: number): Promise<ApprovalRow | undefined> {
    const [row] = await rowsOf<ApprovalRow>(executor, `${APPROVAL} WHERE a.post_id = $1`, [postId]);
    return row;
  }

  async decide(
    executor: Executor,
    decision: {
      postId: number;
      state: 'approved' | 'returned';
      personId: number;
      at: Date;
      note: string;
    },
  ): Promise<void> {
    const { postId, state, personId, at, note } = decision;
    await rowsOf(
      executor,
      `UPDATE approvals SET state = $2, decided_by = $3, decided_at = $4, note = $5
        WHERE post_id = $1 AND state = 'awaiting'`,
      [postId, state, personId, at, note],
    );
  }

  /** Answers false when this form was shown to this person before. */
  async noteReading(
    executor: Executor,
    { postId, sha256, personId }: { postId: number; sha256: Buffer; personId: number },
  ): Promise<boolean> {
    const rows = await rowsOf(
      executor,
      `INSERT INTO approval_readings (post_id, sha256, person_id) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING RETURNING post_id`,
      [postId, sha256, personId],
    );
    return rows.length > 0;
  }

  /** What somebody else below `scopePath` wrote, and can still go out; the most urgent first. */
  async awaiting(
    executor: Executor,
    { scopePath, personId, now }: { scopePath: string; personId: number; now: Date },
  ): Promise<ApprovalRow[]> {
    return rowsOf<ApprovalRow>(
      executor,
      `${APPROVAL}
        WHERE a.state = 'awaiting' AND p.cancelled_at IS NULL AND p.not_after_at > $3
          AND starts_with(s.path, $1) AND a.author_id <> $2
        ORDER BY p.due_at, a.post_id LIMIT ${SHOWN}`,
      [scopePath, personId, now],
    );
  }

  /** How many of these accounts stand at or below the path. */
  async countWithin(
    executor: Executor,
    accountIds: readonly number[],
    scopePath: string,
  ): Promise<number> {
    const [row] = await rowsOf<{ n: number }>(
      executor,
      `SELECT count(*)::int AS n FROM accounts a JOIN districts s ON s.id = a.district_id
        WHERE a.id = ANY($1::int[]) AND starts_with(s.path, $2)`,
      [accountIds, scopePath],
    );
    return row?.n ?? 0;
  }
}
