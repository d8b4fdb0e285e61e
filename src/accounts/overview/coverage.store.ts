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

/** Which places are counted: the one itself with all below it, it alone, or those right below it with all below them. */
type Level = { place: PathPlace } & ({ kind: 'place' | 'own' } | { kind: 'below'; offset: number });

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
    const { placeId, path } = level.place;
    // `/1/7/` splits into '', 1, 7, '': the place's own id stands one after its depth.
    const depth = path.split('/').length - 2;
    return rowsOf<CountedPlace>(this.dataSource, COUNT[level.kind], [
      placeId,
      now,
      limit,
      level.kind === 'below' ? level.offset : 0,
      path,
      level.kind === 'below' ? depth + 2 : depth + 1,
    ]);
  }
}

/**
 * One pass over the subtree: each place in it belongs to the shown place whose id stands in its path. A subtree is a range
 * of the index on paths: everything from `/1/7/` up to `/1/70`, since '0' follows '/'.
 */
function countOf(shown: string, counted: string): string {
  return `
    WITH top AS MATERIALIZED (
      SELECT * FROM districts WHERE ${shown} ORDER BY name_en, id LIMIT $3 OFFSET $4
    ), place AS (
      SELECT d.id, d.kind, split_part(d.path, '/', $6::int)::int AS top_id FROM districts d
       WHERE ${counted}
    ), held AS (
      SELECT place.top_id, a.platform,
             count(*) FILTER (WHERE a.health = 'broken') AS broken,
             count(*) FILTER (WHERE ${isWarnedAt('$2')}) AS warned,
             count(*) FILTER (WHERE a.health = 'unchecked') AS unchecked,
             count(*) FILTER (WHERE a.health = 'healthy') AS sound,
             count(*) FILTER (WHERE a.is_verified) AS verified
        FROM place JOIN accounts a ON a.district_id = place.id GROUP BY place.top_id, a.platform
    ), covered AS (
      SELECT place.top_id, a.platform, count(DISTINCT place.id) AS districts
        FROM place JOIN accounts a ON a.district_id = place.id
       WHERE place.kind = 'district' GROUP BY place.top_id, a.platform
    ), counts AS (
      SELECT top_id, jsonb_object_agg(platform, jsonb_build_object('broken', broken,
               'warned', warned, 'unchecked', unchecked, 'healthy', sound - warned,
               'verified', verified, 'districts', coalesce(districts, 0))) AS counts
        FROM held LEFT JOIN covered USING (top_id, platform) GROUP BY top_id
    ), wanted AS (
      SELECT top_id, count(*)::int AS districts FROM place WHERE kind = 'district' GROUP BY top_id
    )
    SELECT top.id AS "placeId", top.name_en AS "nameEn", top.name_hi AS "nameHi", top.kind, top.path,
           EXISTS (SELECT FROM districts c WHERE c.parent_id = top.id) AS "hasBelow",
           coalesce(wanted.districts, 0) AS districts, coalesce(counts.counts, '{}') AS counts
      FROM top
      LEFT JOIN wanted ON wanted.top_id = top.id
      LEFT JOIN counts ON counts.top_id = top.id
     ORDER BY top.name_en, top.id`;
}

const SUBTREE = `d.path ~>=~ $5 AND d.path ~<~ (left($5, -1) || '0')`;

const COUNT: Record<Level['kind'], string> = {
  own: countOf('id = $1', 'd.id = $1 AND d.path = $5'),
  place: countOf('id = $1', SUBTREE),
  below: countOf('parent_id = $1', `${SUBTREE} AND d.path <> $5`),
};
