import { useEffect, useState } from 'react';
import { previewOf } from '../api/routes.js';
import type { DraftMedium } from '../compose/draft-media.js';
import { Icon } from '../theme/icon.js';
import { keptFile } from './kept-files.js';
import styles from './media.module.css';

/** What the row is about, at a glance; the words beside it say the rest. */
export function Thumbnail({ medium }: { medium: DraftMedium }) {
  const { at, kind } = medium;
  const local = useKeptPicture(medium);
  const source = at.kind === 'library' ? previewOf(at.mediaId) : local;
  return (
    <div className={styles.thumbnail}>
      {source === null ? (
        <Icon name={kind === 'video' ? 'video' : 'picture'} size={28} />
      ) : (
        <img src={source} alt="" />
      )}
    </div>
  );
}

/** An address of the file while it is still on this phone; null for a video, and for what is not here. */
function useKeptPicture({ key, kind, at }: DraftMedium): string | null {
  const [address, setAddress] = useState<string | null>(null);
  const isHere = kind !== 'video' && (at.kind === 'phone' || at.kind === 'arrived');
  useEffect(() => {
    if (!isHere) return;
    let made: string | null = null;
    let isGone = false;
    void keptFile(key).then((file) => {
      if (!file || isGone) return;
      made = URL.createObjectURL(file);
      setAddress(made);
    });
    return () => {
      isGone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [key, isHere]);
  return isHere ? address : null;
}
