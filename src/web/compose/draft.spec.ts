import { describe, expect, it } from 'vitest';
import { growTree } from '../districts/tree.js';
import { askableOf, emptyDraft, newPostOf, titleOf } from './draft.js';

const tree = growTree([
  {
    id: 7,
    code: 'lko',
    parentId: null,
    kind: 'district',
    nameEn: 'Lucknow',
    nameHi: 'लखनऊ',
    platforms: ['x'],
  },
]);

describe('A draft', () => {
  it('asks the server nothing before a district is chosen', () => {
    expect(askableOf(emptyDraft([], ['x']), tree, [])).toBeNull();
  });

  it('takes the first line of the text as its title when none is given', () => {
    const draft = { ...emptyDraft([], ['x']), common: 'आज {district} में बैठक\nशाम 5 बजे' };
    expect(titleOf(draft)).toBe('आज … में बैठक');
  });

  it('is sent with the wall time and the zone that the writer saw', () => {
    const draft = {
      ...emptyDraft([[7, 'in']], ['x']),
      when: 'at' as const,
      date: '2026-12-31',
      time: '17:30',
    };
    expect(askableOf(draft, tree, [])?.schedule).toEqual({
      kind: 'at',
      wallTime: '2026-12-31T17:30',
      zone: 'Asia/Kolkata',
    });
  });

  it('carries the same operation id with every try', () => {
    const draft = emptyDraft([[7, 'in']], ['x']);
    const askable = askableOf(draft, tree, []);
    expect(askable && newPostOf(draft, askable).operationId).toBe(draft.operationId);
    expect(draft.operationId).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
  });

  it('shares no operation id with the next draft', () => {
    expect(emptyDraft([], ['x']).operationId).not.toBe(emptyDraft([], ['x']).operationId);
  });
});
