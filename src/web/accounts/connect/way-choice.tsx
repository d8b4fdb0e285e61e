import type { ConnectWay } from '../../../contract/platforms.js';
import { useWords } from '../../language/use-words.js';
import styles from './connect.module.css';

interface WayChoiceProps {
  ways: readonly ConnectWay[];
  chosen: ConnectWay['kind'];
  onChoose: (kind: ConnectWay['kind']) => void;
}

/** The ways that there are for the platform here, the easiest first; with a single one nothing is asked. */
export function WayChoice({ ways, chosen, onChoose }: WayChoiceProps) {
  const { t } = useWords();
  if (ways.length < 2) return null;
  return (
    <fieldset className={styles.ways}>
      <legend className={styles.label}>{t('connect.how')}</legend>
      {ways.map(({ kind }) => (
        <label key={kind} className={styles.way}>
          <input
            type="radio"
            name="way"
            checked={kind === chosen}
            onChange={() => {
              onChoose(kind);
            }}
          />
          <span>
            <b>{t(`way.${kind}`)}</b>
            <span className="muted">{t(`way.${kind}_why`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
