import { Injectable } from '@nestjs/common';
import { rowsOf, type Executor } from '../kernel/database/sql.js';

export interface VolunteerRow {
  personId: number;
  name: string;
  placeId: number;
  placePath: string;
  placeEn: string;
  placeHi: string;
  isTrusted: boolean;
}

const VOLUNTEER = `
  SELECT p.id AS "personId", p.name, d.id AS "placeId", d.path AS "placePath", d.name_en AS "placeEn",
         d.name_hi AS "placeHi", p.trusted_in IS NOT DISTINCT FROM p.place_id AS "isTrusted"
    FROM people p JOIN districts d ON d.id = p.place_id
   WHERE p.is_active AND p.role = 'volunteer'`;

/** Which volunteers a lead trusts, each in one place: who works elsewhere is not trusted there. */
@Injectable()
export class TrustStore {
  async volunteers(executor: Executor, scopePath: string): Promise<VolunteerRow[]> {
    return rowsOf<VolunteerRow>(
      executor,
      `${VOLUNTEER} AND starts_with(d.path, $1) ORDER BY d.name_en, p.name, p.id LIMIT 1000`,
      [scopePath],
    );
  }

  async volunteer(executor: Executor, personId: number): Promise<VolunteerRow | undefined> {
    const [row] = await rowsOf<VolunteerRow>(executor, `${VOLUNTEER} AND p.id = $1`, [personId]);
    return row;
  }

  /** Answers false when the volunteer works somewhere else meanwhile. */
  async change(
    executor: Executor,
    { personId, placeId, isTrusted }: { personId: number; placeId: number; isTrusted: boolean },
  ): Promise<boolean> {
    const changed = await rowsOf(
      executor,
      `UPDATE people SET trusted_in = CASE WHEN $3 THEN place_id END
        WHERE id = $1 AND place_id = $2 AND role = 'volunteer' RETURNING id`,
      [personId, placeId, isTrusted],
    );
    return changed.length > 0;
  }

  async isTrusted(executor: Executor, personId: number): Promise<boolean> {
    const rows = await rowsOf(
      executor,
      'SELECT 1 FROM people WHERE id = $1 AND trusted_in = place_id',
      [personId],
    );
    return rows.length > 0;
  }
}
