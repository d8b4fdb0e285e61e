import { describe, expect, it } from 'vitest';
import { newPost, type NewPost } from '../../contract/posts.js';
import { askableOf, newPostOf } from './draft.js';
import { draftAnew } from './draft-anew.js';
import { growTree } from '../districts/tree.js';

const SENT: NewPost = newPost.parse({
  operationId: '2f1c0e5a-9b1d-4c1e-8a55-0f6d1c2b3a49',
  title: 'बैठक',
  campaign: 'सदस्यता',
  texts: { common: 'आज {district} में', own: { x: 'X पर' } },
  thread: ['और आगे'],
  targets: { districtIds: [1], exceptDistrictIds: [3], platforms: ['x', 'telegram'] },
  schedule: { kind: 'at', wallTime: '2099-01-01T10:00', zone: 'Asia/Kolkata' },
  notLaterThanMinutes: 120,
  media: [{ mediaId: 7, altText: 'मंच' }],
});

const place = (id: number, parentId: number | null) => ({
  id,
  parentId,
  code: String(id),
  kind: 'district' as const,
  nameEn: '',
  nameHi: '',
  platforms: ['x' as const, 'telegram' as const],
});

describe('a post that is sent anew', () => {
  it('comes back into the form as it was written', () => {
    const draft = draftAnew(SENT, 12);
    const tree = growTree([place(1, null), place(2, 1), place(3, 1)]);
    const askable = askableOf(draft, tree, []);
    expect(draft.revises).toBe(12);
    expect(askable && newPostOf(draft, askable)).toEqual({
      ...SENT,
      operationId: draft.operationId,
    });
  });
});
