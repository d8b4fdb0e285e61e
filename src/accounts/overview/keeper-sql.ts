import type { Keeper } from '../../contract/account-health.js';

/**
 * The person to ask about something at the place `d`: the lead or volunteer whose place is nearest at or above it, a lead
 * before a volunteer; where there is none, the nearest of the central team. Rows of people are read here, never written.
 */
export const KEEPER_OF_PLACE = `
  LEFT JOIN LATERAL (
    SELECT jsonb_build_object('personId', p.id, 'name', p.name, 'role', p.role,
                              'nameEn', at.name_en, 'nameHi', at.name_hi) AS keeper
      FROM people p JOIN districts at ON at.id = p.place_id
     WHERE p.is_active AND p.role NOT IN ('auditor', 'booth_relay') AND starts_with(d.path, at.path)
     ORDER BY p.role IN ('district_lead', 'volunteer') DESC, length(at.path) DESC,
              array_position(ARRAY['district_lead', 'volunteer', 'central_editor', 'operator', 'owner'], p.role),
              p.id
     LIMIT 1
  ) kept ON true`;

/** What `KEEPER_OF_PLACE` adds to a row. */
export interface Kept {
  keeper: Keeper | null;
}
