import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { CoverageCell, CoveragePlace } from '../../contract/account-health.js';
import type { PlatformName } from '../../contract/platforms.js';
import { rowsOf } from '../../kernel/database/sql.js';
import { isWarnedAt } from '../account-listing.js';

/** A place as the coverage shows it, with its path. */
export interface PathPlace extends CoveragePlace {
  path: string;
}

/** Counts of a place and all below it. A platform without any account there is absent. */
export interface CountedPlace extends PathPlace {
  hasBelow: boolean;
  /** Places that should have an account on each platform. */
  districts: number;
  counts: Partial<Record<PlatformName, Omit<CoverageCell, 'missing'> & { districts: number }>>;
}

/** Which places are counted: the one with this id, those right below it, or the one alone without what is below. */
type Level = { kind: 'place' | 'own'; id: number } | { kind: 'below'; id: number; offset: number };

/** Counts accounts by place and platform. Reads only. */
@Injectable()
export class CoverageStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The places from the top of `scopePath` down to this one; empty when it is not in sight. */
  async wayTo(placeId: number, scopePath: string): Promise<PathPlace[]> {
    return rowsOf<PathPlace>(
      this.dataSource,
      `SELECT up.id AS "placeId", up.name_en AS "nameEn", up.name_hi AS "nameHi", up.kind, up.path
         FROM districts d JOIN districts up ON starts_with(d.path, up.path)
        WHERE d.id = $1 AND starts_with(up.path, $2)
          AND up.id = ANY(string_to_array(trim(BOTH '/' FROM d.path), '/')::int[])
        ORDER BY length(up.path)`,
      [placeId, scopePath],
    );
  }

  async countBelow(placeId: number): Promise<number> {
    const [row] = await rowsOf<{ count: number }>(
      this.dataSource,
      'SELECT count(*)::int AS count FROM districts WHERE parent_id = $1',
      [placeId],
    );
    return row?.count ?? 0;
  }

  async count(level: Level, { now, limit }: { now: Date; limit: number }): Promise<CountedPlace[]> {
    const offset = level.kind === 'below' ? level.offset : 0;
    return rowsOf<CountedPlace>(this.dataSource, countOf(level.kind), [
      level.id,
      now,
      limit,
      offset,
    ]);
  }
}

/** A subtree is a range of the index on paths: everything from `/1/7/` up to `/1/70`, since '0' follows '/'. */
const BELOW = `d.path ~>=~ top.path AND d.path ~<~ (left(top.path, -1) || '0')`;

function countOf(kind: Level['kind']): string {
  const counted = kind === 'own' ? 'd.id = top.id' : BELOW;
  return `
    WITH top AS MATERIALIZED (
      SELECT * FROM districts WHERE ${kind === 'below' ? 'parent_id' : 'id'} = $1
       ORDER BY name_en, id LIMIT $3 OFFSET $4
    )
    SELECT top.id AS "placeId", top.name_en AS "nameEn", top.name_hi AS "nameHi", top.kind, top.path,
           EXISTS (SELECT FROM districts c WHERE c.parent_id = top.id) AS "hasBelow",
           places.districts, coalesce(held.counts, '{}') AS counts
      FROM top
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE d.kind = 'district')::int AS districts
          FROM districts d WHERE ${counted}
      ) places
      CROSS JOIN LATERAL (
        SELECT jsonb_object_agg(platform, jsonb_build_object('broken', broken, 'warned', warned,
                 'unchecked', unchecked, 'healthy', sound - warned, 'verified', verified,
                 'districts', districts)) AS counts
          FROM (
            SELECT a.platform,
                   count(*) FILTER (WHERE a.health = 'broken') AS broken,
                   count(*) FILTER (WHERE ${isWarnedAt('$2')}) AS warned,
                   count(*) FILTER (WHERE a.health = 'unchecked') AS unchecked,
                   count(*) FILTER (WHERE a.health = 'healthy') AS sound,
                   count(*) FILTER (WHERE a.is_verified) AS verified,
                   count(DISTINCT d.id) FILTER (WHERE d.kind = 'district') AS districts
              FROM districts d JOIN accounts a ON a.district_id = d.id
             WHERE ${counted}
             GROUP BY a.platform
          ) by_platform
      ) held
     ORDER BY top.name_en, top.id`;
}
