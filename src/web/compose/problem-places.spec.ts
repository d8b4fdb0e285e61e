import { describe, expect, it } from 'vitest';
import { partOf } from './problem-places.js';

describe('A problem the server found', () => {
  it.each([
    ['texts.x', 'text'],
    ['texts', 'text'],
    ['media[0]', 'media'],
    ['options.x.thread', 'options'],
    ['targets', 'targets'],
    ['targets.districtIds', 'targets'],
    ['schedule', 'schedule'],
    ['title', 'title'],
    ['operationId', 'all'],
    [undefined, 'all'],
  ])('about %s is shown beside the part "%s"', (field, part) => {
    expect(partOf({ code: 'any', message: 'any', ...(field ? { field } : {}) })).toBe(part);
  });
});
