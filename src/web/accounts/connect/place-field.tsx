import { useState } from 'react';
import type { DistrictNode } from '../../../contract/districts.js';
import type { PlatformName } from '../../../contract/platforms.js';
import { PlaceSheet } from '../../districts/place-sheet.js';
import type { DistrictTree } from '../../districts/tree.js';
import { useWords } from '../../language/use-words.js';
import { Icon } from '../../theme/icon.js';
import styles from './connect.module.css';

interface PlaceFieldProps {
  tree: DistrictTree;
  platform: PlatformName;
  placeId: number | undefined;
  onChoose: (place: DistrictNode) => void;
}

/** The district that the account is for; pressing it opens the sheet of districts. */
export function PlaceField({ tree, platform, placeId, onChoose }: PlaceFieldProps) {
  const { t, nameOf } = useWords();
  const [isChoosing, setChoosing] = useState(false);
  const place = placeId === undefined ? undefined : tree.byId.get(placeId);
  const shown = place ? nameOf(place) : t('places.choose');
  return (
    <div>
      <p className={styles.label}>{t('connect.district')}</p>
      <button
        type="button"
        className={styles.field}
        data-empty={!place}
        aria-label={`${t('connect.district')}: ${shown}`}
        onClick={() => {
          setChoosing(true);
        }}
      >
        {shown}
        <Icon name="chevron" size={16} />
      </button>
      <PlaceSheet
        title={t('places.choose')}
        isOpen={isChoosing}
        tree={tree}
        platform={platform}
        onChoose={(chosen) => {
          setChoosing(false);
          onChoose(chosen);
        }}
        onClose={() => {
          setChoosing(false);
        }}
      />
    </div>
  );
}
