import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Factor } from '../../contract/session.js';
import type { Sealed } from '../../kernel/cipher.js';
import { rowsOf, type Executor } from '../../kernel/database/sql.js';
import type { KeptPasskey } from '../passkeys/passkeys.service.js';

/** A device that may open a session: confirmed, not revoked, of somebody in service. */
export interface LiveDevice {
  id: number;
  personId: number;
  login: string;
  credentialId: Buffer | null;
  publicKey: Buffer | null;
  signCount: number;
  passwordHash: string | null;
  codeKey: Sealed | null;
}

interface LiveRow extends Omit<LiveDevice, 'signCount' | 'codeKey'> {
  signCount: string;
  codeKeyId: string | null;
  codeWrappedKey: Buffer | null;
  codeBody: Buffer | null;
}

/** What a device is listed with. */
export interface ListedDevice {
  id: number;
  personId: number;
  name: string;
  factor: Factor;
  isSynced: boolean;
  addedAt: Date;
  lastUsedAt: Date | null;
}

export interface NewDevice {
  personId: number;
  name: string;
  addedAt: Date;
  confirmedAt: Date | null;
}

/** Which factor a row of devices is; `d` names the row. */
export const FACTOR = `CASE WHEN d.credential_id IS NOT NULL THEN 'passkey'
  WHEN d.password_hash IS NOT NULL THEN 'password_with_code' ELSE 'password' END`;

/** The only SQL over devices. */
@Injectable()
export class DevicesStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async insert(executor: Executor, device: NewDevice): Promise<number> {
    const [row] = await rowsOf<{ id: number }>(
      executor,
      `INSERT INTO devices (person_id, name, added_at, confirmed_at) VALUES ($1, $2, $3, $4) RETURNING id`,
      [device.personId, device.name, device.addedAt, device.confirmedAt],
    );
    if (!row) throw new Error('The database gave no id to a device');
    return row.id;
  }

  async keepPasskey(executor: Executor, deviceId: number, passkey: KeptPasskey): Promise<void> {
    await rowsOf(
      executor,
      `UPDATE devices SET credential_id = $2, public_key = $3, sign_count = $4, transports = $5, is_synced = $6
       WHERE id = $1`,
      [
        deviceId,
        passkey.credentialId,
        passkey.publicKey,
        passkey.signCount,
        passkey.transports,
        passkey.isSynced,
      ],
    );
  }

  async keepPassword(
    executor: Executor,
    deviceId: number,
    factor: { passwordHash: string; codeKey: Sealed; codeStep: number },
  ): Promise<void> {
    const { passwordHash, codeKey, codeStep } = factor;
    await rowsOf(
      executor,
      `UPDATE devices SET password_hash = $2, code_key_id = $3, code_wrapped_key = $4, code_body = $5, code_step = $6
       WHERE id = $1`,
      [deviceId, passwordHash, codeKey.keyId, codeKey.wrappedKey, codeKey.body, codeStep],
    );
  }

  /** Also of devices that are out of service: a key that is dropped must be needed nowhere. */
  async codeKeysNotUnder(keyId: string): Promise<{ id: number; codeKey: Sealed }[]> {
    const rows = await rowsOf<{ id: number } & Sealed>(
      this.dataSource,
      `SELECT id, code_key_id AS "keyId", code_wrapped_key AS "wrappedKey", code_body AS body
         FROM devices WHERE code_key_id <> $1 ORDER BY id`,
      [keyId],
    );
    return rows.map(({ id, ...codeKey }) => ({ id, codeKey }));
  }

  /** Unless another process was faster. */
  async keepCodeKey(deviceId: number, before: Sealed, after: Sealed): Promise<void> {
    await rowsOf(
      this.dataSource,
      `UPDATE devices SET code_key_id = $3, code_wrapped_key = $4, code_body = $5
        WHERE id = $1 AND code_key_id = $2`,
      [deviceId, before.keyId, after.keyId, after.wrappedKey, after.body],
    );
  }

  /** The browser that holds this mark is the device. */
  async mark(executor: Executor, deviceId: number, markHash: Buffer): Promise<void> {
    await rowsOf(executor, 'UPDATE devices SET mark_hash = $2 WHERE id = $1', [deviceId, markHash]);
  }

  async liveById(deviceId: number): Promise<LiveDevice | undefined> {
    return this.live('d.id = $1', deviceId);
  }

  async liveByMark(markHash: Buffer): Promise<LiveDevice | undefined> {
    return this.live('d.mark_hash = $1', markHash);
  }

  async liveByCredential(credentialId: Buffer): Promise<LiveDevice | undefined> {
    return this.live('d.credential_id = $1', credentialId);
  }

  private async live(condition: string, value: unknown): Promise<LiveDevice | undefined> {
    const [row] = await rowsOf<LiveRow>(
      this.dataSource,
      `SELECT d.id, d.person_id AS "personId", p.login, d.credential_id AS "credentialId",
              d.public_key AS "publicKey", d.sign_count AS "signCount", d.password_hash AS "passwordHash",
              d.code_key_id AS "codeKeyId", d.code_wrapped_key AS "codeWrappedKey", d.code_body AS "codeBody"
         FROM devices d JOIN people p ON p.id = d.person_id AND p.is_active
        WHERE ${condition} AND d.confirmed_at IS NOT NULL AND d.revoked_at IS NULL`,
      [value],
    );
    if (!row) return undefined;
    const { codeKeyId: keyId, codeWrappedKey: wrappedKey, codeBody: body, ...rest } = row;
    const codeKey = keyId && wrappedKey && body ? { keyId, wrappedKey, body } : null;
    return { ...rest, signCount: Number(row.signCount), codeKey };
  }

  /** Whether the count grew, or the authenticator counts nothing: false for a copy of the passkey that came second. */
  async countSignature(executor: Executor, deviceId: number, signCount: number): Promise<boolean> {
    const counted = await rowsOf(
      executor,
      `UPDATE devices SET sign_count = $2
       WHERE id = $1 AND (sign_count < $2 OR ($2 = 0 AND sign_count = 0)) RETURNING id`,
      [deviceId, signCount],
    );
    return counted.length > 0;
  }

  /** Whether no code of this half minute, or of a later one, was taken before. */
  async countCode(executor: Executor, deviceId: number, step: number): Promise<boolean> {
    const counted = await rowsOf(
      executor,
      'UPDATE devices SET code_step = $2 WHERE id = $1 AND code_step < $2 RETURNING id',
      [deviceId, step],
    );
    return counted.length > 0;
  }

  async used(executor: Executor, deviceId: number, at: Date): Promise<void> {
    await rowsOf(executor, 'UPDATE devices SET last_used_at = $2 WHERE id = $1', [deviceId, at]);
  }

  async confirm(executor: Executor, deviceId: number, at: Date): Promise<void> {
    await rowsOf(executor, 'UPDATE devices SET confirmed_at = $2 WHERE id = $1', [deviceId, at]);
  }

  /** The confirmed devices of these people that stand, newest use first. */
  async listed(personIds: readonly number[]): Promise<ListedDevice[]> {
    return rowsOf<ListedDevice>(
      this.dataSource,
      `SELECT d.id, d.person_id AS "personId", d.name, ${FACTOR} AS factor, d.is_synced AS "isSynced",
              d.added_at AS "addedAt", d.last_used_at AS "lastUsedAt"
         FROM devices d
        WHERE d.person_id = ANY($1) AND d.confirmed_at IS NOT NULL AND d.revoked_at IS NULL
        ORDER BY coalesce(d.last_used_at, d.added_at) DESC, d.id DESC`,
      [personIds],
    );
  }

  /** Whose device it is, as long as it stands. */
  async ownerOf(executor: Executor, deviceId: number): Promise<number | undefined> {
    const [row] = await rowsOf<{ personId: number }>(
      executor,
      'SELECT person_id AS "personId" FROM devices WHERE id = $1 AND revoked_at IS NULL',
      [deviceId],
    );
    return row?.personId;
  }

  /**
   * Ends devices with their sessions, waiting ones included, and tells every process once this commits.
   * Answers those that stood until now.
   */
  async revoke(
    executor: Executor,
    which: { deviceId: number } | { personId: number },
    at: Date,
  ): Promise<number[]> {
    const [column, id] =
      'deviceId' in which ? ['id', which.deviceId] : ['person_id', which.personId];
    const revoked = await rowsOf<{ id: number }>(
      executor,
      `UPDATE devices SET revoked_at = $2 WHERE ${column} = $1 AND revoked_at IS NULL RETURNING id`,
      [id, at],
    );
    const ids = revoked.map((row) => row.id);
    await rowsOf(executor, 'DELETE FROM sessions WHERE device_id = ANY($1)', [ids]);
    await rowsOf(
      executor,
      `SELECT pg_notify('munadi_access', id::text) FROM unnest($1::int[]) AS id`,
      [ids],
    );
    return ids;
  }

  async isRevoked(deviceId: number): Promise<boolean> {
    return (await this.ownerOf(this.dataSource, deviceId)) === undefined;
  }
}
