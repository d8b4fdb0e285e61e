import { Button, TextInput } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import type { DistrictNode } from '../../contract/districts.js';
import type { PlatformName } from '../../contract/platforms.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { Sheet } from '../theme/sheet.js';
import styles from './place-sheet.module.css';
import { walk, type DistrictTree } from './tree.js';
import { useGrowing } from './use-growing.js';
import { foundRows } from './visible-rows.js';
import '../language/account-words.js';

interface PlaceSheetProps {
  /** What a place is chosen for. */
  title: string;
  isOpen: boolean;
  tree: DistrictTree;
  /** The likeliest first; they stand above all others. */
  likely?: readonly DistrictNode[];
  /** Places that have an account there already are marked. */
  platform?: PlatformName | undefined;
  onChoose: (place: DistrictNode) => void;
  /** Offered where no place is an answer too. */
  onChooseNone?: (() => void) | undefined;
  onClose: () => void;
}

/** One place is chosen: those that are likely first, any other by its name. */
export function PlaceSheet(props: PlaceSheetProps) {
  const { t } = useWords();
  const { title, isOpen, onClose, onChooseNone } = props;
  return (
    <Sheet
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        onChooseNone && (
          <Button variant="default" fullWidth onClick={onChooseNone}>
            {t('places.not_any')}
          </Button>
        )
      }
    >
      {isOpen && <Places {...props} />}
    </Sheet>
  );
}

function Places({ tree, likely = [], platform, onChoose }: PlaceSheetProps) {
  const { t } = useWords();
  const [words, setWords] = useState('');
  const sought = useDeferredValue(words);
  const isSearching = sought.trim() !== '';
  const all = useMemo(
    () => (isSearching ? foundRows(tree, sought).map(({ node }) => node) : [...walk(tree)]),
    [tree, sought, isSearching],
  );
  const { rows, edge } = useGrowing(all);
  const list = (places: readonly DistrictNode[]) => (
    <ul>
      {places.map((place) => (
        <li key={place.id}>
          <PlaceButton tree={tree} place={place} platform={platform} onChoose={onChoose} />
        </li>
      ))}
    </ul>
  );
  return (
    <div className={styles.places}>
      <div className={styles.search}>
        <TextInput
          type="search"
          aria-label={t('districts.search')}
          placeholder={t('districts.search')}
          leftSection={<Icon name="search" />}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
          }}
        />
      </div>
      {!isSearching && likely.length > 0 && (
        <section aria-label={t('places.likely')} className={styles.likely}>
          <h3>{t('places.likely')}</h3>
          {list(likely)}
        </section>
      )}
      {rows.length === 0 && <p className="muted">{t('districts.none_found')}</p>}
      <section aria-label={t('places.all')}>{list(rows)}</section>
      <div ref={edge} />
    </div>
  );
}

interface PlaceButtonProps {
  tree: DistrictTree;
  place: DistrictNode;
  platform: PlatformName | undefined;
  onChoose: (place: DistrictNode) => void;
}

function PlaceButton({ tree, place, platform, onChoose }: PlaceButtonProps) {
  const { t, nameOf } = useWords();
  const above = tree.parentOf(place.id);
  // What all of them lie below tells none of them apart.
  const isTold = above && !(tree.roots.length === 1 && tree.roots[0] === above);
  const hasAccount = platform !== undefined && place.platforms.includes(platform);
  const notes = [
    ...(isTold ? [nameOf(above)] : []),
    ...(hasAccount ? [t('places.has_account')] : []),
  ];
  return (
    <button
      type="button"
      className={styles.place}
      onClick={() => {
        onChoose(place);
      }}
    >
      <span>{nameOf(place)}</span>
      {notes.length > 0 && <span className="muted">{notes.join(' · ')}</span>}
    </button>
  );
}
