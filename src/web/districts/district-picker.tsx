import { Button, TextInput } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import styles from './district-picker.module.css';
import { DistrictRow } from './district-row.js';
import { choose, chooseAll, coverageOf, NOTHING, type Selection } from './selection.js';
import type { DistrictTree } from './tree.js';
import { useGrowing } from './use-growing.js';
import { foundRows, unfoldedRows } from './visible-rows.js';

interface DistrictPickerProps {
  tree: DistrictTree;
  selection: Selection;
  onChange: (selection: Selection) => void;
}

/** The tree of places with boxes that tick, half tick and empty; search reaches every depth. */
export function DistrictPicker({ tree, selection, onChange }: DistrictPickerProps) {
  const { t, nameOf } = useWords();
  const [words, setWords] = useState('');
  const sought = useDeferredValue(words);
  const [open, setOpen] = useState(() => opened(tree));
  const coverage = useMemo(() => coverageOf(tree, selection), [tree, selection]);
  const isSearching = sought.trim() !== '';
  const all = useMemo(
    () => (isSearching ? foundRows(tree, sought) : unfoldedRows(tree, open)),
    [tree, sought, isSearching, open],
  );
  const { rows, edge } = useGrowing(all);

  return (
    <div className={styles.picker}>
      <div className={styles.tools}>
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
        <div className="row">
          <Button
            variant="light"
            size="sm"
            onClick={() => {
              onChange(chooseAll(tree));
            }}
          >
            {t('districts.choose_all')}
          </Button>
          <Button
            variant="subtle"
            size="sm"
            color="gray"
            onClick={() => {
              onChange(NOTHING);
            }}
          >
            {t('districts.choose_none')}
          </Button>
        </div>
      </div>
      {rows.length === 0 && <p className="muted">{t('districts.none_found')}</p>}
      <ul>
        {rows.map((row) => (
          <DistrictRow
            key={row.node.id}
            row={row}
            coverage={coverage.get(row.node.id) ?? 'none'}
            above={isSearching ? placesAbove(tree, row.node.id).map(nameOf).join(' › ') : undefined}
            onChoose={(isIn) => {
              onChange(choose(tree, selection, { id: row.node.id, isIn }));
            }}
            onFold={() => {
              setOpen(toggled(open, row.node.id));
            }}
          />
        ))}
      </ul>
      <div ref={edge} />
    </div>
  );
}

/** A single root is opened at once; of many, each is opened by hand. */
function opened(tree: DistrictTree): ReadonlySet<number> {
  return new Set(tree.roots.length === 1 ? tree.roots.map((root) => root.id) : []);
}

function toggled(open: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(open);
  if (!next.delete(id)) next.add(id);
  return next;
}

function placesAbove(tree: DistrictTree, id: number) {
  const places = [];
  for (let node = tree.parentOf(id); node; node = tree.parentOf(node.id)) places.unshift(node);
  return places;
}
