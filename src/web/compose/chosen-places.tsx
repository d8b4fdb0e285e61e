import type { Selection } from '../districts/selection.js';
import type { DistrictTree } from '../districts/tree.js';
import { useWords } from '../language/use-words.js';
import styles from './compose.module.css';

const SHOWN = 8;

/** The choice in words: what is in, and what is left out of it. */
export function ChosenPlaces({ tree, selection }: { tree: DistrictTree; selection: Selection }) {
  const { t } = useWords();
  const inside = placesMarked(tree, selection, 'in');
  const outside = placesMarked(tree, selection, 'out');
  if (inside.length === 0) return <p className="muted">{t('compose.no_places')}</p>;
  return (
    <div className="stack" style={{ gap: '0.5rem' }}>
      <Names label={t('compose.chosen')} places={inside} />
      {outside.length > 0 && <Names label={t('compose.except')} places={outside} />}
    </div>
  );
}

interface Named {
  id: number;
  nameEn: string;
  nameHi: string;
}

function Names({ label, places }: { label: string; places: Named[] }) {
  const { t, nameOf } = useWords();
  const rest = places.length - SHOWN;
  return (
    <p className={styles.names}>
      <span className="muted">{label}</span>
      {places.slice(0, SHOWN).map((place) => (
        <span key={place.id} className={styles.name}>
          {nameOf(place)}
        </span>
      ))}
      {rest > 0 && <span className="muted">{t('and_more', { count: rest })}</span>}
    </p>
  );
}

function placesMarked(tree: DistrictTree, selection: Selection, as: 'in' | 'out'): Named[] {
  return [...selection].flatMap(([id, mark]) => {
    const place = mark === as ? tree.byId.get(id) : undefined;
    return place ? [place] : [];
  });
}
