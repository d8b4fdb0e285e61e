import { describe, expect, it } from 'vitest';
import type { PhaseCounts } from '../../contract/deliveries.js';
import { verdictOf } from './verdict.js';

function of(some: Partial<PhaseCounts>) {
  const counts: PhaseCounts = {
    waiting: 0,
    sending: 0,
    published: 0,
    failed: 0,
    needs_decision: 0,
    withdrawn: 0,
    ...some,
  };
  return verdictOf({ counts, total: Object.values(counts).reduce((sum, count) => sum + count, 0) });
}

describe('The answer to "did it go out?"', () => {
  it('says that a post went out everywhere', () => {
    expect(of({ published: 225 })).toMatchObject({ kind: 'all_out', count: 225 });
  });

  it('says that a post waits for its time', () => {
    expect(of({ waiting: 225 })).toMatchObject({ kind: 'planned' });
  });

  it('says that a post is on its way while anything waits or is being sent', () => {
    expect(of({ published: 100, sending: 25, waiting: 100 })).toMatchObject({ kind: 'going' });
  });

  it('names failures even while other accounts are still waiting', () => {
    expect(of({ published: 100, waiting: 119, failed: 6 })).toMatchObject({
      kind: 'some_failed',
      count: 6,
    });
  });

  it('puts what needs a person before everything else', () => {
    expect(of({ published: 218, failed: 6, needs_decision: 1 })).toMatchObject({
      kind: 'needs_you',
      count: 1,
    });
  });

  it('says how much of a post was stopped', () => {
    expect(of({ published: 25, withdrawn: 200 })).toMatchObject({ kind: 'withdrawn', count: 200 });
  });
});
