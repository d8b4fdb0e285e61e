import { describe, expect, it } from 'vitest';
import type { DistrictNode } from '../../contract/districts.js';
import { measureReach } from './reach.js';
import { choose, chooseAll, coverageOf, NOTHING, targetsOf, type Selection } from './selection.js';
import { growTree } from './tree.js';

const ALL = ['x', 'telegram', 'facebook'];

function place(id: number, parentId: number | null, platforms: string[]): DistrictNode {
  const kind = parentId === null ? 'state' : 'district';
  return {
    id,
    parentId,
    platforms,
    kind,
    code: `p${id}`,
    nameEn: `Place ${id}`,
    nameHi: `स्थान ${id}`,
  };
}

/** A state without an account, two regions of which the second has one, and two districts in each. */
const tree = growTree([
  place(1, null, []),
  place(10, 1, []),
  place(11, 10, ALL),
  place(12, 10, ['x']),
  place(20, 1, ['telegram']),
  place(21, 20, ALL),
  place(22, 20, ALL),
]);

function chosen(...changes: [id: number, isIn: boolean][]): Selection {
  return changes.reduce<Selection>(
    (selection, [id, isIn]) => choose(tree, selection, { id, isIn }),
    NOTHING,
  );
}

describe('Choosing districts', () => {
  it('chooses a whole state with one mark', () => {
    expect(targetsOf(tree, chooseAll(tree))).toEqual({ districtIds: [1], exceptDistrictIds: [] });
  });

  it('leaves one district out of a chosen state', () => {
    expect(targetsOf(tree, chosen([1, true], [12, false]))).toEqual({
      districtIds: [1],
      exceptDistrictIds: [12],
    });
  });

  it('half ticks every place above a district that was left out', () => {
    const coverage = coverageOf(tree, chosen([1, true], [12, false]));
    expect([1, 10, 11, 12, 20].map((id) => coverage.get(id))).toEqual([
      'some',
      'some',
      'all',
      'none',
      'all',
    ]);
  });

  it('ticks a region when its last district is ticked', () => {
    expect([...chosen([11, true], [12, true])]).toEqual([[10, 'in']]);
  });

  it('does not add the account of a region when only its districts are ticked', () => {
    const selection = chosen([21, true], [22, true]);
    expect(targetsOf(tree, selection)?.districtIds).toEqual([21, 22]);
    expect(coverageOf(tree, selection).get(20)).toBe('some');
  });

  it('forgets what was ticked below a place that is emptied', () => {
    expect(targetsOf(tree, chosen([11, true], [1, true], [1, false]))).toBeNull();
  });

  it('keeps a district that is ticked again inside a region left out', () => {
    expect(targetsOf(tree, chosen([1, true], [10, false], [11, true]))).toEqual({
      districtIds: [1, 11],
      exceptDistrictIds: [12],
    });
  });

  it('counts the accounts of chosen districts on chosen platforms only', () => {
    const reach = measureReach(tree, chosen([1, true], [21, false]), ['x', 'telegram']);
    expect(reach).toMatchObject({
      districts: 4,
      accounts: 6,
      perPlatform: { x: 3, telegram: 3, facebook: 2 },
    });
  });
});
