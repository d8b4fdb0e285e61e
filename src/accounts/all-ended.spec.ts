import { setImmediate as aTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { allEnded } from './all-ended.js';

describe('work that is done side by side', () => {
  it('has ended, all of it, before the fault of one is told', async () => {
    const ended: string[] = [];
    const slow = aTurn().then(() => ended.push('slow'));
    const works = [slow, Promise.reject(new Error('first')), Promise.reject(new Error('second'))];
    await expect(allEnded(works)).rejects.toThrow('first');
    expect(ended).toEqual(['slow']);
  });

  it('answers in its order', async () => {
    expect(await allEnded([aTurn(1), Promise.resolve(2)])).toEqual([1, 2]);
  });
});
