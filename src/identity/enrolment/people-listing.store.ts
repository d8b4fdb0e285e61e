import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Role } from '../../contract/session.js';
import { rowsOf } from '../../kernel/database/sql.js';

/** Somebody as a list shows them, with the phone that waits, if one does. */
export interface ListedPerson {
  id: number;
  name: string;
  login: string;
  role: Role;
  placeId: number;
  placePath: string;
  placeEn: string;
  placeHi: string;
  isActive: boolean;
  /** Whether any device of theirs was ever confirmed. */
  hadDevice: boolean;
  inviteId: number | null;
  matchingCode: string | null;
  deviceName: string | null;
  waitingSince: Date | null;
}

const LISTED = `
  SELECT p.id, p.name, p.login, p.role, p.place_id AS "placeId", place.path AS "placePath",
         place.name_en AS "placeEn", place.name_hi AS "placeHi", p.is_active AS "isActive",
         EXISTS (SELECT 1 FROM devices d WHERE d.person_id = p.id AND d.confirmed_at IS NOT NULL) AS "hadDevice",
         waiting.*
    FROM people p
    JOIN districts place ON place.id = p.place_id
    LEFT JOIN LATERAL (
      SELECT i.id AS "inviteId", i.matching_code AS "matchingCode", d.name AS "deviceName",
             d.added_at AS "waitingSince"
        FROM invites i JOIN devices d ON d.id = i.device_id
       WHERE i.person_id = p.id AND i.outcome IS NULL AND i.expires_at > now()
       ORDER BY i.id DESC LIMIT 1
    ) waiting ON true
   WHERE starts_with(place.path, $1)
     AND ($2 = '' OR position(lower($2) IN lower(p.name || ' ' || p.login || ' ' || place.name_en || ' ' || place.name_hi)) > 0)
   ORDER BY waiting."inviteId" IS NULL, p.is_active DESC, p.name, p.id
   LIMIT $3`;

/** Reads people for the screen. */
@Injectable()
export class PeopleListingStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async listed(scopePath: string, search: string, limit: number): Promise<ListedPerson[]> {
    return rowsOf<ListedPerson>(this.dataSource, LISTED, [scopePath, search, limit]);
  }
}
