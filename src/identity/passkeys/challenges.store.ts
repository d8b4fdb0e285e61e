import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rowsOf } from '../../kernel/database/sql.js';

/** What a signature is asked for: one given for another purpose is not taken. */
export type Purpose = 'sign-in' | `enrol:${number}` | `step-up:${number}`;

/** The only SQL over challenges. */
@Injectable()
export class ChallengesStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Keeps a challenge, and clears away those that have ended. */
  async keep(challenge: string, purpose: Purpose, times: { now: Date; expiresAt: Date }) {
    await rowsOf(this.dataSource, 'DELETE FROM passkey_challenges WHERE expires_at <= $1', [
      times.now,
    ]);
    await rowsOf(
      this.dataSource,
      'INSERT INTO passkey_challenges (challenge, purpose, expires_at) VALUES ($1, $2, $3)',
      [challenge, purpose, times.expiresAt],
    );
  }

  /** Whether it was asked for this; from then on it is used up, whatever comes of it. */
  async take(challenge: string, purpose: Purpose, now: Date): Promise<boolean> {
    const taken = await rowsOf(
      this.dataSource,
      `DELETE FROM passkey_challenges WHERE challenge = $1 AND purpose = $2 AND expires_at > $3
       RETURNING challenge`,
      [challenge, purpose, now],
    );
    return taken.length > 0;
  }
}
