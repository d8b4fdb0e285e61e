import { describe, expect, it } from 'vitest';
import { fillTexts, type Target } from './fill-texts.js';
import { reviewPost } from './review-post.js';

const names = new Map([
  [1, 'लखनऊ'],
  [2, 'आगरा'],
  [3, 'वाराणसी'],
]);
const leaders = new Map([[1, 'श्रीमती वर्मा']]);

function fill(templates: Record<string, string | string[]>, targets: Target[], maxUnits = 100) {
  return fillTexts({
    targets,
    templates: new Map(
      Object.entries(templates).map(([platform, parts]) => [platform, [parts].flat()]),
    ) as never,
    valueOf: (districtId, variable) =>
      variable === 'district' ? names.get(districtId) : leaders.get(districtId),
    review: (_, text) =>
      text.length > maxUnits ? [{ kind: 'too_long', units: text.length, maxUnits }] : [],
  });
}

const everywhere: Target[] = [1, 2, 3].flatMap((districtId) => [
  { accountId: districtId * 10, districtId, platform: 'x' as const },
  { accountId: districtId * 10 + 1, districtId, platform: 'telegram' as const },
]);

describe('filling a text for each district', () => {
  it('gives each account the text of its own district and platform', () => {
    const filled = fill({ x: 'आज {district} में', telegram: '{district} चलो' }, everywhere);
    expect(filled.addressed.map(({ accountId, text }) => [accountId, text])).toEqual([
      [10, 'आज लखनऊ में'],
      [11, 'लखनऊ चलो'],
      [20, 'आज आगरा में'],
      [21, 'आगरा चलो'],
      [30, 'आज वाराणसी में'],
      [31, 'वाराणसी चलो'],
    ]);
  });

  it('stops the plan with the list of districts that lack a value', () => {
    const templates = { x: '{leader} आज {district} में', telegram: 'नमस्ते' };
    const filled = fill(templates, everywhere);
    const problems = reviewPost({
      filled,
      targetCount: everywhere.length,
      nameOf: (districtId) => names.get(districtId) ?? '',
      language: 'hi',
    });
    expect(problems).toEqual([
      {
        code: 'variable_missing',
        field: 'texts',
        params: { variable: 'leader', count: 2, districts: 'आगरा, वाराणसी' },
      },
    ]);
  });

  it('names the district whose text is longest when a platform takes less', () => {
    const templates = { x: '{district} {district}', telegram: 'ठीक' };
    const filled = fill(templates, everywhere, 12);
    const problems = reviewPost({
      filled,
      targetCount: everywhere.length,
      nameOf: (districtId) => names.get(districtId) ?? '',
      language: 'en',
    });
    expect(problems).toEqual([
      {
        code: 'text_too_long',
        field: 'texts.x',
        params: { platform: 'X', district: 'वाराणसी', units: 15, maxUnits: 12, overUnits: 3 },
      },
    ]);
  });

  it('fills every part of a thread for each district, and tells which of them is too long or says nothing', () => {
    const templates = { x: ['कल {district}', 'साथ में {leader} और {district}', ' '], telegram: '-' };
    const lucknow = everywhere.slice(0, 1);
    const filled = fill(templates, lucknow, 20);
    expect(filled.addressed.map(({ part, text }) => [part, text])).toEqual([
      [0, 'कल लखनऊ'],
      [1, 'साथ में श्रीमती वर्मा और लखनऊ'],
      [2, ' '],
    ]);
    const nameOf = (districtId: number) => names.get(districtId) ?? '';
    const problems = reviewPost({ filled, targetCount: 1, nameOf, language: 'en' });
    const params = { platform: 'X', district: 'लखनऊ', part: 2, units: 29, maxUnits: 20 };
    expect(problems).toEqual([
      { code: 'part_too_long', field: 'thread[0]', params: { ...params, overUnits: 9 } },
    ]);
  });

  it('names a part that says the same as an earlier one once its names are filled in', () => {
    const filled = fill({ x: ['{district}', 'आगे', '{district}'], telegram: '-' }, everywhere);
    const nameOf = (districtId: number) => names.get(districtId) ?? '';
    expect(reviewPost({ filled, targetCount: 6, nameOf, language: 'en' })).toEqual([
      {
        code: 'part_repeats',
        field: 'thread[1]',
        params: { platform: 'X', district: 'लखनऊ', part: 3 },
      },
    ]);
  });

  it('writes a brace for a doubled brace', () => {
    const filled = fill({ x: 'सूची {{ठीक}}', telegram: '-' }, everywhere.slice(0, 1));
    expect(filled.addressed[0]?.text).toBe('सूची {ठीक}');
  });
});
