import { describe, expect, it } from 'vitest';
import { moves, smallerSize } from './shrink-picture.js';

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

describe('A picture that moves', () => {
  const profile = 'x'.repeat(4_000);
  const webp = (flags: number) =>
    `RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0${String.fromCharCode(flags)}${profile}`;
  const png = (chunk: string) => `\x89PNG\r\n\x1a\n${profile}${chunk}IDATpixels acTL`;

  it.each([
    ['an animated WebP behind a long profile', webp(0b10), true],
    ['a still WebP with transparency', webp(0b1_0000), false],
    ['an animated PNG behind a long profile', png('acTL'), true],
    ['a still PNG whose pixels spell the chunk', png(''), false],
    ['a photo', '\xff\xd8\xff\xe0', false],
  ])('is told from a still one: %s', (_, bytes, isMoving) => {
    expect(moves(bytes)).toBe(isMoving);
  });
});
