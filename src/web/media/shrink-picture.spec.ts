import { describe, expect, it } from 'vitest';
import { smallerSize } from './shrink-picture.js';

describe('A photo that is made smaller on the phone', () => {
  it.each([
    [
      { width: 4000, height: 3000 },
      { width: 2560, height: 1920 },
    ],
    [
      { width: 3000, height: 9000 },
      { width: 853, height: 2560 },
    ],
    [
      { width: 1080, height: 1350 },
      { width: 1080, height: 1350 },
    ],
    [
      { width: 30_000, height: 2 },
      { width: 2560, height: 1 },
    ],
  ])('keeps its shape: %o becomes %o', (size, smaller) => {
    expect(smallerSize(size)).toEqual(smaller);
  });
});
