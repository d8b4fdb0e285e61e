import type { OfferedPlatform, PlatformName } from '../../../contract/platforms.js';
import { useWords } from '../../language/use-words.js';
import { Icon } from '../../theme/icon.js';
import styles from './connect.module.css';

interface PlatformChoiceProps {
  offered: readonly OfferedPlatform[];
  chosen: PlatformName;
  onChoose: (name: PlatformName) => void;
}

export function PlatformChoice({ offered, chosen, onChoose }: PlatformChoiceProps) {
  const { t, language } = useWords();
  return (
    <fieldset className={styles.platforms}>
      <legend className={styles.label}>{t('connect.pick')}</legend>
      {offered.map(({ name, label }) => (
        <label key={name} className={styles.way}>
          <input
            type="radio"
            name="platform"
            checked={name === chosen}
            onChange={() => {
              onChoose(name);
            }}
          />
          <Icon name={name} />
          {label[language]}
        </label>
      ))}
    </fieldset>
  );
}
