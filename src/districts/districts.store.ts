import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { Any, DataSource, Repository } from 'typeorm';
import type { DistrictNode } from '../contract/districts.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import { District } from './district.entity.js';
import type { KnownPlace } from './import-districts.js';
import type { PlaceRecord, PlaceWrites } from './place-paths.js';

// Any number that nothing else in the product locks with.
const IMPORT_LOCK = 7_310_002;
const ROWS_A_STATEMENT = 10_000;

/** The only SQL over the table of places. */
@Injectable()
export class DistrictsStore {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectRepository(District) private readonly districts: Repository<District>,
  ) {}

  /** One import at a time: a second one waits here and then sees what the first one made. */
  async inImport<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await rowsOf(manager, 'SELECT pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
      return work(manager);
    });
  }

  async knownPlaces(executor: Executor): Promise<KnownPlace[]> {
    return rowsOf<KnownPlace>(
      executor,
      `SELECT d.id, d.code, parent.code AS "parentCode", d.kind, d.name_en AS "nameEn",
              d.name_hi AS "nameHi", d.attributes, d.path
         FROM districts d LEFT JOIN districts parent ON parent.id = d.parent_id`,
    );
  }

  /** Takes `count` ids out of the sequence, because a path is made of ids before the row is there. */
  async reserveIds(executor: Executor, count: number): Promise<number[]> {
    const rows = await rowsOf<{ id: number }>(
      executor,
      `SELECT nextval(pg_get_serial_sequence('districts', 'id'))::int AS id
         FROM generate_series(1, $1::int)`,
      [count],
    );
    return rows.map(({ id }) => id);
  }

  async write(executor: Executor, { inserts, updates }: PlaceWrites): Promise<void> {
    for (const batch of inBatches(inserts)) await rowsOf(executor, INSERT, columnsOf(batch));
    for (const batch of inBatches(updates)) await rowsOf(executor, UPDATE, columnsOf(batch));
    // Right after a large import the planner would take the table for a small one.
    if (inserts.length > ROWS_A_STATEMENT / 10) await rowsOf(executor, 'ANALYZE districts');
  }

  async findByCodes(codes: readonly string[]): Promise<District[]> {
    return this.districts.findBy({ code: Any([...codes]) });
  }

  async findByIds(ids: readonly number[]): Promise<District[]> {
    return rowsOf<District>(
      this.dataSource,
      `SELECT id, code, parent_id AS "parentId", kind, name_en AS "nameEn", name_hi AS "nameHi",
              attributes, path
         FROM districts WHERE id = ANY($1)`,
      [ids],
    );
  }

  async subtreeIds(placeIds: readonly number[], scopePath: string): Promise<number[]> {
    const rows = await rowsOf<{ id: number }>(
      this.dataSource,
      // The range is the prefix `/1/7/` written so that the index on paths answers it: '0' follows '/'.
      `SELECT DISTINCT d.id
         FROM districts top
         JOIN districts d ON d.path ~>=~ top.path AND d.path ~<~ (left(top.path, -1) || '0')
        WHERE top.id = ANY($1) AND starts_with(d.path, $2)
        ORDER BY d.id`,
      [placeIds, scopePath],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * The subtree under `scopePath` for the screen. Which platforms a place has an account on is read here, in the
   * same statement, although accounts are a module above this one: see "One look upwards" in the README.
   */
  async nodesUnder(scopePath: string): Promise<DistrictNode[]> {
    return rowsOf<DistrictNode>(
      this.dataSource,
      `SELECT d.id, d.code, d.parent_id AS "parentId", d.kind, d.name_en AS "nameEn",
              d.name_hi AS "nameHi", coalesce(held.platforms, '{}') AS platforms
         FROM districts d
         LEFT JOIN (SELECT district_id, array_agg(DISTINCT platform ORDER BY platform) AS platforms
                      FROM accounts GROUP BY district_id) held ON held.district_id = d.id
        WHERE starts_with(d.path, $1)
        ORDER BY d.name_en, d.id`,
      [scopePath],
    );
  }
}

const PLACES = `unnest($1::int[], $2::text[], $3::int[], $4::text[], $5::text[], $6::text[],
  $7::text[], $8::text[]) AS place(id, code, parent_id, kind, name_en, name_hi, attributes, path)`;

const INSERT = `
  INSERT INTO districts (id, code, parent_id, kind, name_en, name_hi, attributes, path)
  OVERRIDING SYSTEM VALUE
  SELECT id, code, parent_id, kind, name_en, name_hi, attributes::jsonb, path FROM ${PLACES}`;

const UPDATE = `
  UPDATE districts SET parent_id = place.parent_id, kind = place.kind, name_en = place.name_en,
    name_hi = place.name_hi, attributes = place.attributes::jsonb, path = place.path
  FROM ${PLACES} WHERE districts.id = place.id`;

function columnsOf(places: readonly PlaceRecord[]): unknown[] {
  return [
    places.map((place) => place.id),
    places.map((place) => place.code),
    places.map((place) => place.parentId),
    places.map((place) => place.kind),
    places.map((place) => place.nameEn),
    places.map((place) => place.nameHi),
    places.map((place) => JSON.stringify(place.attributes)),
    places.map((place) => place.path),
  ];
}

function* inBatches<T>(all: readonly T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += ROWS_A_STATEMENT) {
    yield all.slice(start, start + ROWS_A_STATEMENT);
  }
}
