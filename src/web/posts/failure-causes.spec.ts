import { describe, expect, it } from 'vitest';
import type { BoardCell, BoardRow } from '../../contract/deliveries.js';
import { groupFailures } from './failure-causes.js';

function cell(deliveryId: number, change: Partial<BoardCell>): BoardCell {
  return {
    deliveryId,
    accountId: deliveryId,
    part: 0,
    platform: 'x',
    handle: '@example',
    state: 'failed',
    phase: 'failed',
    dueAt: '2026-08-22T12:00:00Z',
    attempts: 1,
    publishedAt: null,
    permalink: null,
    cause: 'credentials',
    detail: null,
    note: null,
    nextTryAt: null,
    heldBy: null,
    can: { retry: true, decide: false },
    ...change,
  };
}

function row(nameEn: string, cells: BoardCell[]): BoardRow {
  return { districtId: 1, code: nameEn, nameEn, nameHi: nameEn, cells };
}

describe('Failures of a post', () => {
  it('are grouped by cause, the most frequent first, and a district is named once', () => {
    const rows = [
      row('Agra', [cell(1, { cause: 'content' })]),
      row('Basti', [cell(2, {}), cell(3, {})]),
    ];
    expect(
      groupFailures(rows).map(({ cause, count, places }) => [cause, count, places.length]),
    ).toEqual([
      ['credentials', 2, 1],
      ['content', 1, 1],
    ]);
  });

  it('leave out deliveries that went out', () => {
    const published = cell(1, { phase: 'published', state: 'published', cause: null });
    expect(groupFailures([row('Agra', [published])])).toEqual([]);
  });

  it('count only those that surely did not go out as ready to be sent again', () => {
    const rows = [row('Agra', [cell(1, {}), cell(2, { can: { retry: false, decide: false } })])];
    expect(groupFailures(rows)[0]).toMatchObject({ count: 2, retryable: 1 });
  });
});
