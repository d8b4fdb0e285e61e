import type { PostTargets } from '../../contract/posts.js';
import { walk, type DistrictTree } from './tree.js';

/**
 * Chosen places as marks on the tree: a place is in or out as the nearest mark says, on itself or above.
 * One mark chooses a whole country, and one more leaves a district out, whatever the size of the tree.
 */
export type Selection = ReadonlyMap<number, 'in' | 'out'>;

export const NOTHING: Selection = new Map();

export type Coverage = 'all' | 'some' | 'none';

export function isIn(tree: DistrictTree, selection: Selection, id: number): boolean {
  for (let node = tree.byId.get(id); node; node = tree.parentOf(node.id)) {
    const mark = selection.get(node.id);
    if (mark) return mark === 'in';
  }
  return false;
}

/** Puts a place and everything below it in or out, and folds marks that its siblings now share into the parent. */
export function choose(
  tree: DistrictTree,
  selection: Selection,
  change: { id: number; isIn: boolean },
): Selection {
  const marks = new Map(selection);
  put(tree, marks, change);
  for (let node = tree.parentOf(change.id); node; node = tree.parentOf(node.id)) {
    const agrees = coverageBelow(tree, marks, node.id) === (change.isIn ? 'all' : 'none');
    if (!agrees || node.platforms.length > 0) break;
    put(tree, marks, { id: node.id, isIn: change.isIn });
  }
  return marks;
}

export function chooseAll(tree: DistrictTree): Selection {
  return new Map(tree.roots.map((root) => [root.id, 'in']));
}

/** How much of a place and what lies below it is chosen: a box ticked, half ticked or empty. */
export function coverageOf(tree: DistrictTree, selection: Selection): Map<number, Coverage> {
  const coverage = new Map<number, Coverage>();
  const bottomUp = [...walk(tree)].reverse();
  for (const node of bottomUp) {
    const own: Coverage = isIn(tree, selection, node.id) ? 'all' : 'none';
    const below = tree.childrenOf(node.id).map((child) => coverage.get(child.id) ?? 'none');
    const counted = node.platforms.length > 0 || below.length === 0 ? [own, ...below] : below;
    coverage.set(node.id, together(counted));
  }
  return coverage;
}

/**
 * The choice as the server takes it: subtrees in, subtrees out, and out wins. A place chosen again below one left
 * out keeps its subtree from being left out whole. Null when nothing is chosen.
 */
export function targetsOf(
  tree: DistrictTree,
  selection: Selection,
): Omit<PostTargets, 'platforms'> | null {
  const marked = (as: 'in' | 'out') =>
    [...selection].filter(([id, mark]) => mark === as && tree.byId.has(id)).map(([id]) => id);
  const districtIds = marked('in');
  if (districtIds.length === 0) return null;
  const abovePlacesIn = new Set(districtIds.flatMap((id) => [...idsAbove(tree, id)]));
  const leftOut = (id: number): number[] => {
    // A place with an account of its own is left out whole: too few is mended more easily than too many.
    if (!abovePlacesIn.has(id) || (tree.byId.get(id)?.platforms.length ?? 0) > 0) return [id];
    return tree
      .childrenOf(id)
      .filter((child) => !selection.has(child.id))
      .flatMap((child) => leftOut(child.id));
  };
  return { districtIds, exceptDistrictIds: marked('out').flatMap(leftOut) };
}

function* idsAbove(tree: DistrictTree, id: number): Generator<number> {
  for (let node = tree.parentOf(id); node; node = tree.parentOf(node.id)) yield node.id;
}

function put(
  tree: DistrictTree,
  marks: Map<number, 'in' | 'out'>,
  change: { id: number; isIn: boolean },
) {
  clearBelow(tree, marks, change.id);
  if (isIn(tree, marks, change.id) !== change.isIn)
    marks.set(change.id, change.isIn ? 'in' : 'out');
}

function clearBelow(tree: DistrictTree, marks: Map<number, 'in' | 'out'>, id: number): void {
  marks.delete(id);
  if (marks.size === 0) return;
  for (const child of tree.childrenOf(id)) clearBelow(tree, marks, child.id);
}

function coverageBelow(tree: DistrictTree, marks: Selection, id: number): Coverage {
  const parts = tree.childrenOf(id).map((child): Coverage => {
    const own: Coverage = isIn(tree, marks, child.id) ? 'all' : 'none';
    const hasBelow = tree.childrenOf(child.id).length > 0;
    return hasBelow ? together([own, coverageBelow(tree, marks, child.id)]) : own;
  });
  return together(parts);
}

function together(parts: Coverage[]): Coverage {
  const [first = 'none', ...others] = parts;
  return others.every((part) => part === first) ? first : 'some';
}
