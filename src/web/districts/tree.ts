import type { DistrictNode } from '../../contract/districts.js';

/** The places a person may see, as a forest: a node whose parent is out of sight is a root. */
export interface DistrictTree {
  roots: DistrictNode[];
  byId: ReadonlyMap<number, DistrictNode>;
  childrenOf: (id: number) => readonly DistrictNode[];
  parentOf: (id: number) => DistrictNode | undefined;
}

const NONE: readonly DistrictNode[] = [];

export function growTree(nodes: readonly DistrictNode[]): DistrictTree {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const children = new Map<number, DistrictNode[]>();
  const roots: DistrictNode[] = [];
  for (const node of nodes) {
    if (node.parentId === null || !byId.has(node.parentId)) {
      roots.push(node);
      continue;
    }
    const siblings = children.get(node.parentId);
    if (siblings) siblings.push(node);
    else children.set(node.parentId, [node]);
  }
  return {
    roots,
    byId,
    childrenOf: (id) => children.get(id) ?? NONE,
    parentOf: (id) => byId.get(byId.get(id)?.parentId ?? Number.NaN),
  };
}

/** Every place from the top down, parents before their children. */
export function* walk(tree: DistrictTree): Generator<DistrictNode> {
  const ahead = [...tree.roots].reverse();
  for (let node = ahead.pop(); node; node = ahead.pop()) {
    yield node;
    ahead.push(...[...tree.childrenOf(node.id)].reverse());
  }
}
