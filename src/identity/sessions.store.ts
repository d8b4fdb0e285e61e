import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Factor, Role } from '../contract/session.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import { FACTOR } from './devices/devices.store.js';

/** A session that is stored only as the keyed hash of its cookie. */
export interface NewSession {
  tokenHash: Buffer;
  personId: number;
  deviceId: number;
  createdAt: Date;
  expiresAt: Date;
}

/** Somebody, as the tables say at this moment. */
export interface ActingPerson {
  personId: number;
  name: string;
  role: Role;
  placeId: number;
  placePath: string;
}

/** Who a session belongs to, and on what. */
export interface SessionRow extends ActingPerson {
  deviceId: number;
  factor: Factor;
  expiresAt: Date;
  steppedUpAt: Date | null;
}

/** The only SQL over sessions. */
@Injectable()
export class SessionsStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async find(tokenHash: Buffer, now: Date): Promise<SessionRow | undefined> {
    const [row] = await rowsOf<SessionRow>(
      this.dataSource,
      `SELECT p.id AS "personId", p.name, p.role, p.place_id AS "placeId", place.path AS "placePath",
              d.id AS "deviceId", ${FACTOR} AS factor, s.expires_at AS "expiresAt",
              s.stepped_up_at AS "steppedUpAt"
         FROM sessions s
         JOIN people p ON p.id = s.person_id AND p.is_active
         JOIN devices d ON d.id = s.device_id AND d.confirmed_at IS NOT NULL AND d.revoked_at IS NULL
         JOIN districts place ON place.id = p.place_id
        WHERE s.token_hash = $1 AND s.expires_at > $2`,
      [tokenHash, now],
    );
    return row;
  }

  /** Opens a session as freshly proved, and clears away those that have ended. */
  async open(executor: Executor, session: NewSession): Promise<void> {
    await rowsOf(executor, 'DELETE FROM sessions WHERE expires_at <= $1', [session.createdAt]);
    await rowsOf(
      executor,
      `INSERT INTO sessions (token_hash, person_id, device_id, created_at, stepped_up_at, expires_at)
       VALUES ($1, $2, $3, $4, $4, $5)`,
      [session.tokenHash, session.personId, session.deviceId, session.createdAt, session.expiresAt],
    );
  }

  /** Takes the fresh proof from a session and lets it end at `at`, or when it would have anyway. */
  async letEnd(executor: Executor, tokenHash: Buffer, at: Date): Promise<void> {
    await rowsOf(
      executor,
      'UPDATE sessions SET stepped_up_at = NULL, expires_at = least(expires_at, $2) WHERE token_hash = $1',
      [tokenHash, at],
    );
  }

  async close(executor: Executor | undefined, tokenHash: Buffer): Promise<void> {
    await rowsOf(executor ?? this.dataSource, 'DELETE FROM sessions WHERE token_hash = $1', [
      tokenHash,
    ]);
  }
}
