import type { DistrictPlan, KnownPlace, PlannedPlace } from './import-districts.js';

/** A place with everything that its row in the table holds. */
export interface PlaceRecord extends Omit<PlannedPlace, 'parentCode'> {
  id: number;
  parentId: number | null;
  path: string;
}

/** What the store writes. `inserts` stand parents first; `updates` include places that moved with one above them. */
export interface PlaceWrites {
  inserts: PlaceRecord[];
  updates: PlaceRecord[];
}

/** Gives every place of the plan its id, its parent's id and its path. `newIds`: one for every place to add. */
export function settlePaths(
  plan: DistrictPlan,
  known: readonly KnownPlace[],
  newIds: readonly number[],
): PlaceWrites {
  const tree = new Map<string, PlannedPlace & { id: number }>();
  for (const place of known) tree.set(place.code, place);
  for (const change of plan.changes) {
    const id = tree.get(change.code)?.id;
    if (id !== undefined) tree.set(change.code, { ...change, id });
  }
  plan.adds.forEach((add, index) => {
    const id = newIds[index];
    if (id === undefined) throw new RangeError(`No id was kept free for the place ${add.code}`);
    tree.set(add.code, { ...add, id });
  });

  const paths = new PathBook(tree);
  const changed = new Set(plan.changes.map(({ code }) => code));
  const record = (code: string): PlaceRecord[] => {
    const place = tree.get(code);
    if (!place) return [];
    const { parentCode, ...rest } = place;
    const parentId = tree.get(parentCode ?? '')?.id ?? null;
    return [{ ...rest, parentId, path: paths.of(code) }];
  };
  const touched = known.filter(({ code, path }) => changed.has(code) || paths.of(code) !== path);
  return {
    inserts: plan.adds.flatMap(({ code }) => record(code)),
    updates: touched.flatMap(({ code }) => record(code)),
  };
}

/** Paths of a tree without loops, each made once. */
class PathBook {
  private readonly made = new Map<string, string>();

  constructor(
    private readonly tree: ReadonlyMap<string, { id: number; parentCode: string | null }>,
  ) {}

  of(code: string): string {
    const before = this.made.get(code);
    if (before !== undefined) return before;
    const place = this.tree.get(code);
    if (!place) return '/';
    const above = place.parentCode === null ? '/' : this.of(place.parentCode);
    const path = `${above}${place.id}/`;
    this.made.set(code, path);
    return path;
  }
}
