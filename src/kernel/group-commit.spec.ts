import { describe, expect, it } from 'vitest';
import { GroupCommit } from './group-commit.js';

describe('writing in groups', () => {
  it('writes items that arrive together with one statement', async () => {
    const batches: number[][] = [];
    const group = new GroupCommit<number, number>(async (items) => {
      batches.push(items);
      return items.map((item) => item * 2);
    });
    const results = await Promise.all([1, 2, 3].map((item) => group.add(item)));
    expect(results).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('does not fail the neighbours of a bad item', async () => {
    const group = new GroupCommit<number, number>(async (items) => {
      if (items.includes(13)) throw new Error('refused');
      return items;
    });
    const results = await Promise.allSettled([1, 13, 2].map((item) => group.add(item)));
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('goes on after a failed statement', async () => {
    let isBroken = true;
    const group = new GroupCommit<number, number>(async (items) => {
      if (isBroken) throw new Error('no connection');
      return items;
    });
    await expect(group.add(1)).rejects.toThrow('no connection');
    isBroken = false;
    await expect(group.add(2)).resolves.toBe(2);
  });
});
