import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Role } from '../../contract/session.js';
import { rowsOf, type Executor } from '../../kernel/database/sql.js';

export interface NewInviteRow {
  tokenHash: Buffer;
  personId: number | null;
  invitedBy: number | null;
  createdAt: Date;
  expiresAt: Date;
}

/** Who an invite is for. */
export interface InvitedPerson {
  id: number;
  login: string;
  name: string;
  role: Role;
  placeId: number;
  placePath: string;
  placeEn: string;
  placeHi: string;
  passkeyHandle: Buffer;
}

export interface Invite {
  id: number;
  invitedBy: number | null;
  inviterName: string | null;
  expiresAt: Date;
  /** Null where whoever takes it becomes the first owner. */
  person: InvitedPerson | null;
}

/** An enrolment that waits, or waited, for a word. */
export interface Enrolment {
  inviteId: number;
  personId: number;
  deviceId: number;
  matchingCode: string;
  expiresAt: Date;
  outcome: 'confirmed' | 'refused' | 'withdrawn' | null;
  openedAt: Date | null;
}

const ENROLMENT = `SELECT i.id AS "inviteId", d.person_id AS "personId", d.id AS "deviceId",
    i.matching_code AS "matchingCode", i.expires_at AS "expiresAt", i.outcome, i.opened_at AS "openedAt"
  FROM invites i JOIN devices d ON d.id = i.device_id`;

interface InviteRow extends Omit<Invite, 'person'>, Omit<InvitedPerson, 'id'> {
  personId: number | null;
}

/** The only SQL over invites. */
@Injectable()
export class InvitesStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async insert(executor: Executor, invite: NewInviteRow): Promise<number> {
    const [row] = await rowsOf<{ id: number }>(
      executor,
      `INSERT INTO invites (token_hash, person_id, invited_by, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5) RETURNING id`,
      [invite.tokenHash, invite.personId, invite.invitedBy, invite.createdAt, invite.expiresAt],
    );
    if (!row) throw new Error('The database gave no id to an invite');
    return row.id;
  }

  /** One invite of a person at a time: those before it that nobody took end. */
  async withdrawOlder(executor: Executor, personId: number): Promise<void> {
    await rowsOf(
      executor,
      `UPDATE invites SET outcome = 'withdrawn' WHERE person_id = $1 AND outcome IS NULL`,
      [personId],
    );
  }

  /** An invite that may still be taken. */
  async findOpen(tokenHash: Buffer, now: Date): Promise<Invite | undefined> {
    const [row] = await rowsOf<InviteRow>(
      this.dataSource,
      `SELECT i.id, i.invited_by AS "invitedBy", inviter.name AS "inviterName", i.expires_at AS "expiresAt",
              p.id AS "personId", p.login, p.name, p.role, p.place_id AS "placeId", place.path AS "placePath",
              place.name_en AS "placeEn", place.name_hi AS "placeHi", p.passkey_handle AS "passkeyHandle"
         FROM invites i
         LEFT JOIN people inviter ON inviter.id = i.invited_by
         LEFT JOIN people p ON p.id = i.person_id
         LEFT JOIN districts place ON place.id = p.place_id
        WHERE i.token_hash = $1 AND i.device_id IS NULL AND i.outcome IS NULL AND i.expires_at > $2`,
      [tokenHash, now],
    );
    if (!row) return undefined;
    const {
      personId,
      login,
      name,
      role,
      placeId,
      placePath,
      placeEn,
      placeHi,
      passkeyHandle,
      ...invite
    } = row;
    const about = { login, name, role, placeId, placePath, placeEn, placeHi, passkeyHandle };
    return { ...invite, person: personId === null ? null : { id: personId, ...about } };
  }

  /** Whether this is the one enrolment that the invite is good for. */
  async take(
    executor: Executor,
    inviteId: number,
    enrolment: { deviceId: number; matchingCode: string; waitHash: Buffer; now: Date },
  ): Promise<boolean> {
    const { deviceId, matchingCode, waitHash, now } = enrolment;
    const taken = await rowsOf(
      executor,
      `UPDATE invites SET device_id = $2, matching_code = $3, wait_hash = $4
       WHERE id = $1 AND device_id IS NULL AND outcome IS NULL AND expires_at > $5 RETURNING id`,
      [inviteId, deviceId, matchingCode, waitHash, now],
    );
    return taken.length > 0;
  }

  /** Held until the transaction ends. */
  async holdEnrolment(executor: Executor, inviteId: number): Promise<Enrolment | undefined> {
    const [row] = await rowsOf<Enrolment>(
      executor,
      `${ENROLMENT} WHERE i.id = $1 FOR UPDATE OF i`,
      [inviteId],
    );
    return row;
  }

  /** Held until the transaction ends. */
  async holdWait(executor: Executor, waitHash: Buffer): Promise<Enrolment | undefined> {
    const [row] = await rowsOf<Enrolment>(
      executor,
      `${ENROLMENT} WHERE i.wait_hash = $1 FOR UPDATE OF i`,
      [waitHash],
    );
    return row;
  }

  async end(executor: Executor, inviteId: number, outcome: 'confirmed' | 'refused'): Promise<void> {
    await rowsOf(executor, 'UPDATE invites SET outcome = $2 WHERE id = $1', [inviteId, outcome]);
  }

  async opened(executor: Executor, inviteId: number, at: Date): Promise<void> {
    await rowsOf(executor, 'UPDATE invites SET opened_at = $2 WHERE id = $1', [inviteId, at]);
  }

  /** Whom an invite that was made may be for: everybody, in service or not. */
  async findPerson(executor: Executor, personId: number): Promise<InvitedPerson | undefined> {
    const [person] = await rowsOf<InvitedPerson>(
      executor,
      `SELECT p.id, p.login, p.name, p.role, p.place_id AS "placeId", place.path AS "placePath",
              place.name_en AS "placeEn", place.name_hi AS "placeHi", p.passkey_handle AS "passkeyHandle"
         FROM people p JOIN districts place ON place.id = p.place_id WHERE p.id = $1`,
      [personId],
    );
    return person;
  }

  /** The place that has none above it and was there first: the first owner's. */
  async topPlaceId(executor: Executor): Promise<number | undefined> {
    const [place] = await rowsOf<{ id: number }>(
      executor,
      'SELECT id FROM districts WHERE parent_id IS NULL ORDER BY id LIMIT 1',
    );
    return place?.id;
  }
}
