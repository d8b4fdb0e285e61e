import { describe, expect, it } from 'vitest';
import type { MediaView } from '../../contract/media.js';
import { attachedOf, moved, shifted, withChosen, type DraftMedium } from './draft-media.js';

const onPhone: DraftMedium = {
  key: 'a',
  name: 'IMG_2031.jpg',
  kind: 'image',
  altText: ' मंच पर पाँच लोग ',
  at: { kind: 'phone' },
};
const inLibrary: DraftMedium = {
  ...onPhone,
  key: 'b',
  at: { kind: 'library', mediaId: 7, isAiMade: false },
};

function viewOf(id: number): MediaView {
  return {
    id,
    name: `poster-${id}.png`,
    kind: 'image',
    mime: 'image/png',
    bytes: 1,
    widthPx: 1,
    heightPx: 1,
    durationMs: null,
    isAiMade: false,
    uploadedBy: 'Meera',
    uploadedAt: '2026-11-24T10:00:00Z',
    previewUrl: '',
  };
}

describe('The pictures and videos of a draft', () => {
  it('go out with a post once they are in the library, and not before', () => {
    expect(attachedOf([onPhone, inLibrary])).toEqual([{ mediaId: 7, altText: 'मंच पर पाँच लोग' }]);
  });

  it('become what the server says that they are', () => {
    const { media } = moved([onPhone, inLibrary], 'a', {
      kind: 'animation',
      at: { kind: 'library', mediaId: 8, isAiMade: true },
    });
    expect(media.map(({ kind, at }) => [kind, at.kind])).toEqual([
      ['animation', 'library'],
      ['image', 'library'],
    ]);
  });

  it.each([
    ['b', -1, ['b', 'a']],
    ['a', 1, ['b', 'a']],
    ['a', -1, ['a', 'b']],
    ['b', 1, ['a', 'b']],
  ] as const)('move by one place and stay within the row (%s by %s)', (key, by, keys) => {
    expect(shifted([onPhone, inLibrary], key, by).media.map((one) => one.key)).toEqual(keys);
  });

  it('take from the library what is not there yet, up to ten', () => {
    const chosen = Array.from({ length: 12 }, (_, index) => viewOf(index + 1));
    const { media } = withChosen([inLibrary], chosen);
    expect(attachedOf(media).map(({ mediaId }) => mediaId)).toEqual([
      7, 1, 2, 3, 4, 5, 6, 8, 9, 10,
    ]);
  });
});
