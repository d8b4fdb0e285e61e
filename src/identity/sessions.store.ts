import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Role } from '../contract/session.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';

/** A session that is stored only as the keyed hash of its cookie. */
export interface NewSession {
  tokenHash: Buffer;
  personId: number;
  createdAt: Date;
  expiresAt: Date;
}

/** Who a session belongs to, as the tables say at this moment. */
export interface SessionPerson {
  personId: number;
  name: string;
  role: Role;
  placeId: number;
  placePath: string;
}

/** The only SQL over sessions and failed sign-ins. */
@Injectable()
export class SessionsStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async findPerson(tokenHash: Buffer, now: Date): Promise<SessionPerson | undefined> {
    const [person] = await rowsOf<SessionPerson>(
      this.dataSource,
      `SELECT p.id AS "personId", p.name, p.role, p.place_id AS "placeId", d.path AS "placePath"
         FROM sessions s
         JOIN people p ON p.id = s.person_id AND p.is_active
         JOIN districts d ON d.id = p.place_id
        WHERE s.token_hash = $1 AND s.expires_at > $2`,
      [tokenHash, now],
    );
    return person;
  }

  /** Opens a session, and clears away those that have ended. */
  async open(executor: Executor, session: NewSession): Promise<void> {
    await rowsOf(executor, 'DELETE FROM sessions WHERE expires_at <= $1', [session.createdAt]);
    await rowsOf(
      executor,
      'INSERT INTO sessions (token_hash, person_id, created_at, expires_at) VALUES ($1, $2, $3, $4)',
      [session.tokenHash, session.personId, session.createdAt, session.expiresAt],
    );
  }

  async close(executor: Executor | undefined, tokenHash: Buffer): Promise<void> {
    await rowsOf(executor ?? this.dataSource, 'DELETE FROM sessions WHERE token_hash = $1', [
      tokenHash,
    ]);
  }

  /**
   * Counts an attempt as failed before it is made, one attempt of a login at a time, so that many at once do not
   * slip past the limit. Answers the failures since `since`, oldest first; with `limit` of them nothing is added.
   */
  async countAttempt({ login, now, since, limit }: SignInAttempt): Promise<Date[]> {
    return this.dataSource.transaction(async (manager) => {
      await rowsOf(manager, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `sign-in ${login}`,
      ]);
      await rowsOf(manager, 'DELETE FROM sign_in_failures WHERE failed_at <= $1', [since]);
      const failures = await rowsOf<{ failedAt: Date }>(
        manager,
        `SELECT failed_at AS "failedAt" FROM sign_in_failures WHERE login = $1 ORDER BY failed_at`,
        [login],
      );
      if (failures.length < limit) {
        await rowsOf(manager, 'INSERT INTO sign_in_failures VALUES ($1, $2)', [login, now]);
      }
      return failures.map(({ failedAt }) => failedAt);
    });
  }

  async forgetFailures(executor: Executor, login: string): Promise<void> {
    await rowsOf(executor, 'DELETE FROM sign_in_failures WHERE login = $1', [login]);
  }
}

export interface SignInAttempt {
  login: string;
  now: Date;
  since: Date;
  limit: number;
}
