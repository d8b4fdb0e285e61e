import { useState } from 'react';
import type { MediaKind } from '../../contract/media.js';
import { moved, roomIn, type DraftMedium } from '../compose/draft-media.js';
import { newOperationId } from '../compose/operation-id.js';
import type { DraftDesk } from '../compose/use-draft.js';
import { dropFile, keepFile } from './kept-files.js';
import { shrinkPicture } from './shrink-picture.js';

export interface AddedFiles {
  add: (files: readonly File[]) => void;
  /** Files of the last choice for which a post has no room. */
  leftOut: number;
}

/**
 * Takes chosen files into the draft at once, so that nothing is sent without them, and makes them smaller one after the
 * other: a cheap phone has memory for one large photo at a time.
 */
export function useAddedFiles({ draft, change }: Pick<DraftDesk, 'draft' | 'change'>): AddedFiles {
  const [leftOut, setLeftOut] = useState(0);
  const keepAll = async (chosen: readonly { file: File; key: string }[]) => {
    for (const { file, key } of chosen) {
      const kind = await kept(key, file);
      change(({ media }) => {
        // Somebody may have taken it out meanwhile.
        if (!media.some((medium) => medium.key === key)) void dropFile(key);
        return moved(media, key, { at: { kind } });
      });
    }
  };
  return {
    leftOut,
    add: (files) => {
      const room = roomIn(draft.media);
      setLeftOut(Math.max(0, files.length - room));
      const chosen = files.slice(0, room).map((file) => ({ file, key: newOperationId() }));
      change(({ media }) => ({ media: [...media, ...chosen.map(mediumOf)] }));
      void keepAll(chosen);
    },
  };
}

/** A file that can't be read (it was moved, or lies in a cloud folder) is lost; the others go on. */
async function kept(key: string, file: File): Promise<'phone' | 'lost'> {
  try {
    await keepFile(key, await shrinkPicture(file));
    return 'phone';
  } catch {
    return 'lost';
  }
}

function mediumOf({ file, key }: { file: File; key: string }): DraftMedium {
  return { key, name: file.name, kind: kindOf(file), altText: '', at: { kind: 'taken' } };
}

/** As the phone sees it; the server's word replaces it. */
function kindOf({ type }: File): MediaKind {
  if (type.startsWith('video/')) return 'video';
  return type === 'image/gif' ? 'animation' : 'image';
}
