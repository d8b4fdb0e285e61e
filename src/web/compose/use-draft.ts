import { useState } from 'react';
import type { PlatformName } from '../../contract/platforms.js';
import type { DistrictTree } from '../districts/tree.js';
import { useMay, useSession } from '../session/use-session.js';
import { emptyDraft, type Draft } from './draft.js';
import type { DraftMedium } from './draft-media.js';

export interface DraftDesk {
  draft: Draft;
  /** A function sees the newest draft: for what happens by itself, such as the end of an upload. */
  change: (part: Change) => void;
  /** The browser forgets what was written: the next form begins anew, with a new operation id. */
  forget: () => void;
}

export type Change = Partial<Draft> | ((current: Draft) => Partial<Draft>);

/**
 * The draft of the signed-in person, kept in this browser at each keystroke.
 * @param anew the post that is sent once more, as it was written; undefined: a new one
 * @param offered the platforms that there are here: one that is gone is in no draft any more
 */
export function useDraft(
  tree: DistrictTree,
  offered: readonly PlatformName[],
  anew: Draft | undefined,
): DraftDesk {
  // Another form of a post stands beside what is being written newly, and never in its place.
  const suffix = anew ? `.${String(anew.revises)}` : '';
  const keptAs = `munadi.draft.${useSession().personId}${suffix}`;
  const mayGoFirst = useMay('posts.go_first');
  const [draft, setDraft] = useState(() => {
    const known = { ...emptyDraft(onlyPlace(tree), [...offered]), ...anew, ...keptDraft(keptAs) };
    const platforms = offered.filter((name) => known.platforms.includes(name));
    const media = known.media.map(afterReload);
    return keep(keptAs, { ...known, media, platforms, isUrgent: known.isUrgent && mayGoFirst });
  });
  return {
    draft,
    change: (part) => {
      setDraft((current) =>
        keep(keptAs, { ...current, ...(typeof part === 'function' ? part(current) : part) }),
      );
    },
    forget: () => {
      localStorage.removeItem(keptAs);
    },
  };
}

/** A file that was only just chosen when the page was left is not on this phone. */
function afterReload(medium: DraftMedium): DraftMedium {
  return medium.at.kind === 'taken' ? { ...medium, at: { kind: 'lost' } } : medium;
}

/** Somebody who works in a single place need not choose it. */
function onlyPlace(tree: DistrictTree): Draft['marks'] {
  const [place] = tree.roots;
  return place && tree.byId.size === 1 ? [[place.id, 'in']] : [];
}

function keep(keptAs: string, draft: Draft): Draft {
  localStorage.setItem(keptAs, JSON.stringify(draft));
  return draft;
}

/** What was kept, or nothing where it cannot be read; parts that a newer version added are absent. */
function keptDraft(keptAs: string): Partial<Draft> {
  try {
    return JSON.parse(localStorage.getItem(keptAs) ?? '{}') as Partial<Draft>;
  } catch {
    return {};
  }
}
