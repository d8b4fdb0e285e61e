import { useState } from 'react';
import type { MediaKind } from '../../contract/media.js';
import { roomIn, type DraftMedium } from '../compose/draft-media.js';
import { newOperationId } from '../compose/operation-id.js';
import type { DraftDesk } from '../compose/use-draft.js';
import { keepFile } from './kept-files.js';
import { shrinkPicture } from './shrink-picture.js';

export interface AddedFiles {
  add: (files: readonly File[]) => void;
  /** Files that are just being made smaller and kept. */
  shrinking: number;
  /** Files of the last choice for which a post has no room. */
  leftOut: number;
}

/** Takes chosen files into the draft, one after the other: a cheap phone has memory for one large photo at a time. */
export function useAddedFiles({ draft, change }: Pick<DraftDesk, 'draft' | 'change'>): AddedFiles {
  const [shrinking, setShrinking] = useState(0);
  const [leftOut, setLeftOut] = useState(0);
  const takeAll = async (files: readonly File[]) => {
    for (const file of files) {
      const medium = await taken(file);
      change(({ media }) => ({ media: [...media, medium] }));
      setShrinking((count) => count - 1);
    }
  };
  return {
    shrinking,
    leftOut,
    add: (files) => {
      const room = roomIn(draft.media) - shrinking;
      setLeftOut(Math.max(0, files.length - room));
      const fitting = files.slice(0, room);
      setShrinking((count) => count + fitting.length);
      void takeAll(fitting);
    },
  };
}

async function taken(file: File): Promise<DraftMedium> {
  const key = newOperationId();
  const smaller = await shrinkPicture(file);
  await keepFile(key, smaller);
  return { key, name: file.name, kind: kindOf(file), altText: '', at: { kind: 'phone' } };
}

/** As the phone sees it; the server's word replaces it. */
function kindOf({ type }: File): MediaKind {
  if (type.startsWith('video/')) return 'video';
  return type === 'image/gif' ? 'animation' : 'image';
}
