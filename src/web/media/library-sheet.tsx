import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { LIBRARY_PAGE } from '../../contract/media-limits.js';
import type { MediaView } from '../../contract/media.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { api, previewOf } from '../api/routes.js';
import { Waiting } from '../frame/waiting.js';
import { showDay } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { Sheet } from '../theme/sheet.js';
import styles from './media.module.css';

interface LibrarySheetProps {
  isOpen: boolean;
  /** How many more the post has room for. */
  room: number;
  onClose: () => void;
  onChosen: (chosen: readonly MediaView[]) => void;
}

/** What the team has already uploaded, the newest first. */
export function LibrarySheet({ isOpen, room, onClose, onChosen }: LibrarySheetProps) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<readonly MediaView[]>([]);
  const close = () => {
    setChosen([]);
    onClose();
  };
  return (
    <Sheet
      title={t('media.library_title')}
      isOpen={isOpen}
      onClose={close}
      footer={
        <Button
          fullWidth
          disabled={chosen.length === 0}
          onClick={() => {
            onChosen(chosen);
            close();
          }}
        >
          {t('media.library_add', { count: chosen.length })}
        </Button>
      }
    >
      <Library
        chosen={chosen}
        onToggle={(medium) => {
          const others = chosen.filter(({ id }) => id !== medium.id);
          if (others.length < chosen.length) setChosen(others);
          else if (chosen.length < room) setChosen([...chosen, medium]);
        }}
      />
    </Sheet>
  );
}

interface LibraryProps {
  chosen: readonly MediaView[];
  onToggle: (medium: MediaView) => void;
}

function Library({ chosen, onToggle }: LibraryProps) {
  const { t } = useWords();
  const pages = useInfiniteQuery({
    queryKey: ['media', 'library'],
    queryFn: ({ pageParam }) => api.media(pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.length < LIBRARY_PAGE ? undefined : page.at(-1)?.id),
  });
  if (pages.isPending) return <Waiting />;
  if (!pages.data) return <ProblemList problems={problemsOf(pages.error)} />;
  const media = pages.data.pages.flat();
  if (media.length === 0) return <p className="muted">{t('media.library_empty')}</p>;
  return (
    <div className="stack">
      <ul className={styles.shelf}>
        {media.map((medium) => (
          <li key={medium.id}>
            <ShelfButton
              medium={medium}
              isChosen={chosen.some(({ id }) => id === medium.id)}
              onToggle={() => {
                onToggle(medium);
              }}
            />
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button
          variant="default"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('media.library_older')}
        </Button>
      )}
    </div>
  );
}

interface ShelfButtonProps {
  medium: MediaView;
  isChosen: boolean;
  onToggle: () => void;
}

function ShelfButton({ medium, isChosen, onToggle }: ShelfButtonProps) {
  const { t, language } = useWords();
  const when = showDay(medium.uploadedAt, language);
  return (
    <button type="button" className={styles.shelved} aria-pressed={isChosen} onClick={onToggle}>
      <img src={previewOf(medium.id)} alt={medium.name} loading="lazy" />
      <span className={styles.shelvedKind}>
        {medium.kind === 'video' && <Icon name="video" size={18} />}
        {isChosen && <Icon name="check" size={18} />}
      </span>
      <span className="muted">{t('media.library_by', { name: medium.uploadedBy, when })}</span>
    </button>
  );
}
