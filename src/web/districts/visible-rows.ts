import type { DistrictNode } from '../../contract/districts.js';
import { walk, type DistrictTree } from './tree.js';

export interface Row {
  node: DistrictNode;
  depth: number;
  /** Null when nothing lies below, or while searching. */
  isOpen: boolean | null;
}

/** Rows of the unfolded part of the tree. */
export function unfoldedRows(tree: DistrictTree, open: ReadonlySet<number>): Row[] {
  const rows: Row[] = [];
  const visit = (node: DistrictNode, depth: number) => {
    const children = tree.childrenOf(node.id);
    const isOpen = children.length === 0 ? null : open.has(node.id);
    rows.push({ node, depth, isOpen });
    if (isOpen) for (const child of children) visit(child, depth + 1);
  };
  for (const root of tree.roots) visit(root, 0);
  return rows;
}

/** Places whose name in either language, or code, holds the words; those that begin with them first. */
export function foundRows(tree: DistrictTree, words: string): Row[] {
  const sought = words.trim().toLowerCase();
  const found = [...walk(tree)].filter((node) =>
    namesOf(node).some((name) => name.includes(sought)),
  );
  const begins = (node: DistrictNode) => namesOf(node).some((name) => name.startsWith(sought));
  return found
    .sort((a, b) => Number(begins(b)) - Number(begins(a)))
    .map((node) => ({ node, depth: 0, isOpen: null }));
}

function namesOf(node: DistrictNode): string[] {
  return [node.nameEn, node.nameHi, node.code].map((name) => name.toLowerCase());
}
