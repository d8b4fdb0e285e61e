import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { anAnimation, aPicture, aVideo } from './media-files.js';

describe('the pictures and videos of the tests', () => {
  it.each([
    ['a picture', aPicture(), 'ffd8ff'],
    ['an animation', anAnimation(), Buffer.from('GIF89a').toString('hex')],
    ['a video', aVideo(), Buffer.from('\0\0\0\x20ftyp', 'latin1').toString('hex')],
    ['a large video', aVideo({ leastBytes: 3_000_000 }), '0000002066747970'],
  ])('are what they say: %s', async (_what, file, signature) => {
    const whole = await buffer(file.open());
    expect(whole.subarray(0, signature.length / 2).toString('hex')).toBe(signature);
    expect(createHash('sha256').update(whole).digest('hex')).toBe(file.sha256);
    expect(whole.length).toBe(file.bytes);
    const middle = await buffer(file.open({ start: 10, end: 20 }));
    expect(middle).toEqual(whole.subarray(10, 20));
  });

  it('differ where their numbers do', () => {
    expect(aPicture(1).sha256).not.toBe(aPicture(2).sha256);
    expect(aVideo({ leastBytes: 3_000_000 }).bytes).toBe(3_000_000);
  });
});
