import { PLACE_KINDS, type PlaceKind } from '../contract/districts.js';
import type { Problem } from '../contract/problems.js';
import { cellField } from '../kernel/csv.js';
import type { DistrictRowsReading, NumberedRow } from './read-district-rows.js';

/** A place that is already imported. */
export interface KnownPlace {
  id: number;
  code: string;
  parentCode: string | null;
  kind: PlaceKind;
  nameEn: string;
  nameHi: string;
  attributes: Record<string, string>;
  path: string;
}

/** A place as it shall be; its id and path come later. */
export type PlannedPlace = Omit<KnownPlace, 'id' | 'path'>;

/** What an import will do: places to add, each after the one above it, and places to change. */
export interface DistrictPlan {
  adds: PlannedPlace[];
  changes: PlannedPlace[];
  unchanged: number;
}

export type DistrictPlanning =
  { kind: 'plan'; plan: DistrictPlan } | { kind: 'refused'; problems: Problem[] };

/**
 * Compares a file with the tree that exists. The order of the rows means nothing. A place that the file does not
 * name stays as it is, and so does an attribute without a column; an attribute left empty is taken away.
 */
export function planDistrictImport(
  { rows, brokenCodes, problems }: DistrictRowsReading,
  known: readonly KnownPlace[],
): DistrictPlanning {
  const knownByCode = new Map(known.map((place) => [place.code, place]));
  const tree = new Map<string, TreePlace>(knownByCode);
  for (const row of rows) tree.set(row.code, merge(row, knownByCode.get(row.code)));
  const faults = [
    ...problems,
    ...findCodesTwice(rows),
    ...findTreeFaults(rows, tree).filter((fault) => !isBrokenParent(fault, brokenCodes)),
  ];
  if (faults.length > 0) return { kind: 'refused', problems: faults };
  return { kind: 'plan', plan: comparePlaces(rows, { tree, knownByCode }) };
}

function isBrokenParent({ code, params }: Problem, brokenCodes: ReadonlySet<string>): boolean {
  return code === 'parent_unknown' && brokenCodes.has(String(params?.['parent']));
}

/** A place of the tree to be; `row` where the file names it. */
type TreePlace = PlannedPlace & { row?: number };

function merge(row: NumberedRow, known: KnownPlace | undefined): TreePlace {
  const attributes = Object.entries({ ...known?.attributes, ...row.attributes });
  return {
    row: row.row,
    code: row.code,
    parentCode: row.parentCode === '' ? null : (row.parentCode ?? null),
    kind: row.kind,
    nameEn: row.nameEn,
    nameHi: row.nameHi,
    attributes: Object.fromEntries(attributes.filter(([, value]) => value.trim() !== '')),
  };
}

function findCodesTwice(rows: readonly NumberedRow[]): Problem[] {
  const seen = new Set<string>();
  return rows.flatMap(({ row, code }): Problem[] => {
    if (!seen.has(code)) {
      seen.add(code);
      return [];
    }
    return [{ code: 'code_taken_in_file', field: cellField(row, 'code'), params: { code } }];
  });
}

function findTreeFaults(
  rows: readonly NumberedRow[],
  tree: ReadonlyMap<string, TreePlace>,
): Problem[] {
  const inLoop = findLoops(rows, tree);
  const ofRows = rows.flatMap(({ row, code, parentCode }): Problem[] => {
    const field = cellField(row, 'parentCode');
    if (inLoop.has(code)) return [{ code: 'parent_loop', field, params: { code } }];
    if (!parentCode || tree.has(parentCode)) return [];
    return [{ code: 'parent_unknown', field, params: { parent: parentCode } }];
  });
  return [...ofRows, ...findKindFaults(tree, inLoop)];
}

/** Codes of the places that are their own ancestors. Only a row of the file can close a loop. */
function findLoops(
  rows: readonly NumberedRow[],
  tree: ReadonlyMap<string, TreePlace>,
): ReadonlySet<string> {
  const inLoop = new Set<string>();
  const done = new Set<string>();
  for (const { code } of rows) {
    const walked = new Set<string>();
    let place = tree.get(code);
    while (place && !done.has(place.code) && !walked.has(place.code)) {
      walked.add(place.code);
      place = tree.get(place.parentCode ?? '');
    }
    if (place && walked.has(place.code)) {
      const steps = [...walked];
      for (const step of steps.slice(steps.indexOf(place.code))) inLoop.add(step);
    }
    for (const step of walked) done.add(step);
  }
  return inLoop;
}

/** Also where a row changes the kind of a place whose children the file does not name. */
function findKindFaults(
  tree: ReadonlyMap<string, TreePlace>,
  inLoop: ReadonlySet<string>,
): Problem[] {
  const problems: Problem[] = [];
  for (const place of tree.values()) {
    const parent = tree.get(place.parentCode ?? '');
    const row = place.row ?? parent?.row;
    if (!parent || row === undefined || inLoop.has(place.code) || isBelow(place, parent)) continue;
    problems.push({
      code: 'place_below_its_kind',
      field: cellField(row, 'kind'),
      params: { kind: place.kind, parentKind: parent.kind },
    });
  }
  return problems;
}

function isBelow(place: TreePlace, parent: TreePlace): boolean {
  return PLACE_KINDS.indexOf(place.kind) > PLACE_KINDS.indexOf(parent.kind);
}

interface Comparison {
  tree: ReadonlyMap<string, TreePlace>;
  knownByCode: ReadonlyMap<string, KnownPlace>;
}

function comparePlaces(
  rows: readonly NumberedRow[],
  { tree, knownByCode }: Comparison,
): DistrictPlan {
  const plan: DistrictPlan = { adds: [], changes: [], unchanged: 0 };
  for (const { code } of rows) {
    const place = tree.get(code);
    const known = knownByCode.get(code);
    if (!place) continue;
    if (!known) plan.adds.push(place);
    else if (isSame(place, known)) plan.unchanged += 1;
    else plan.changes.push(place);
  }
  // A kind stands strictly below its parent's, so this order puts every parent before its children.
  plan.adds.sort((a, b) => PLACE_KINDS.indexOf(a.kind) - PLACE_KINDS.indexOf(b.kind));
  return plan;
}

function isSame(place: PlannedPlace, known: KnownPlace): boolean {
  return (
    place.parentCode === known.parentCode &&
    place.kind === known.kind &&
    place.nameEn === known.nameEn &&
    place.nameHi === known.nameHi &&
    isSameAttributes(place.attributes, known.attributes)
  );
}

function isSameAttributes(a: Record<string, string>, b: Record<string, string>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
