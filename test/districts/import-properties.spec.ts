import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLACE_KINDS, type PlaceKind } from '../../src/contract/districts.js';
import { planDistrictImport, type KnownPlace } from '../../src/districts/import-districts.js';
import { settlePaths } from '../../src/districts/place-paths.js';
import { readDistrictRows } from '../../src/districts/read-district-rows.js';

/** A row of an import. */
interface TreeRow {
  code: string;
  parentCode: string | null;
  kind: PlaceKind;
  nameEn: string;
  nameHi: string;
}

describe('whatever tree is imported', () => {
  it('the order of the rows makes no difference', () => {
    fc.assert(
      fc.property(shuffledTree(), ([rows, shuffled]) => {
        expect(codePaths(importInto([], shuffled))).toEqual(codePaths(importInto([], rows)));
      }),
    );
  });

  it('importing it again, in any order, changes nothing', () => {
    fc.assert(
      fc.property(shuffledTree(), ([rows, shuffled]) => {
        const planning = plan(shuffled, importInto([], rows));
        const unchanged = { adds: [], changes: [], unchanged: rows.length };
        expect(planning).toEqual({ kind: 'plan', plan: unchanged });
      }),
    );
  });

  it('every path leads from the top through each parent to the place itself', () => {
    fc.assert(
      fc.property(arbitraryTree(), (rows) => {
        expectSoundPaths(importInto([], rows));
      }),
    );
  });

  it('paths stay sound when another tree moves the same places about', () => {
    fc.assert(
      fc.property(arbitraryTree(), arbitraryTree(), (before, after) => {
        const standing = importInto([], before);
        fc.pre(plan(after, standing).kind === 'plan');
        const places = importInto(standing, after);
        expectSoundPaths(places);
        const parentOf = new Map(places.map(({ code, parentCode }) => [code, parentCode]));
        for (const row of after) expect(parentOf.get(row.code)).toBe(row.parentCode);
      }),
    );
  });
});

/** Any sound tree: each place stands below an earlier one of a higher kind, or at the top. */
function arbitraryTree(): fc.Arbitrary<TreeRow[]> {
  const seed = fc.record({ kind: fc.nat(PLACE_KINDS.length - 1), parent: fc.nat(1_000) });
  return fc.array(seed, { minLength: 1, maxLength: 40 }).map((seeds) => {
    const rows: TreeRow[] = [];
    for (const [index, { kind, parent }] of seeds.entries()) {
      const above = rows.filter((row) => PLACE_KINDS.indexOf(row.kind) < kind);
      rows.push({
        code: `P${index}`,
        parentCode: above[parent % (above.length + 1)]?.code ?? null,
        kind: PLACE_KINDS[kind] ?? 'booth',
        nameEn: `Place ${index}`,
        nameHi: `स्थान ${index}`,
      });
    }
    return rows;
  });
}

/** A tree, and the same rows in another order. */
function shuffledTree(): fc.Arbitrary<[TreeRow[], TreeRow[]]> {
  return arbitraryTree().chain((rows) =>
    fc.tuple(
      fc.constant(rows),
      fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
    ),
  );
}

function plan(rows: readonly TreeRow[], standing: readonly KnownPlace[]) {
  const reading = readDistrictRows({ format: 'json', content: JSON.stringify(rows) });
  return planDistrictImport(reading, standing);
}

/** The places after an import, as the store would answer them. */
function importInto(standing: readonly KnownPlace[], rows: readonly TreeRow[]): KnownPlace[] {
  const planning = plan(rows, standing);
  if (planning.kind === 'refused') throw new Error(JSON.stringify(planning.problems));
  const newIds = planning.plan.adds.map((_, index) => standing.length + index + 1);
  const { inserts, updates } = settlePaths(planning.plan, standing, newIds);
  const written = new Map([...inserts, ...updates].map((place) => [place.id, place]));
  const all = new Map(standing.map((place) => [place.id, place.code]));
  for (const { id, code } of inserts) all.set(id, code);
  const before = new Map(standing.map((place) => [place.id, place]));
  return [...all.keys()].flatMap((id) => {
    const place = written.get(id);
    if (!place) return before.get(id) ?? [];
    const { parentId, ...rest } = place;
    return [{ ...rest, parentCode: all.get(parentId ?? 0) ?? null }];
  });
}

/** Paths with codes in place of ids, which depend on the order in which they were given. */
function codePaths(places: readonly KnownPlace[]): Map<string, string> {
  const codes = new Map(places.map(({ id, code }) => [String(id), code]));
  return new Map(
    places.map(({ code, path }) => [code, path.replace(/\d+/g, (id) => codes.get(id) ?? '?')]),
  );
}

function expectSoundPaths(places: readonly KnownPlace[]): void {
  const pathOf = new Map(places.map(({ code, path }) => [code, path]));
  for (const { id, parentCode, path } of places) {
    expect(path).toBe(`${parentCode === null ? '/' : (pathOf.get(parentCode) ?? '?')}${id}/`);
  }
}
