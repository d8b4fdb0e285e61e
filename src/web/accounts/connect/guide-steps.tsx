import type { ConnectStep, ConnectWay } from '../../../contract/platforms.js';
import { useWords } from '../../language/use-words.js';
import { Icon } from '../../theme/icon.js';
import styles from './connect.module.css';

interface GuideStepsProps {
  steps: readonly ConnectStep[] | undefined;
  way: ConnectWay['kind'];
}

/** What is done on the platform before the last step, which is taken here. */
export function GuideSteps({ steps, way }: GuideStepsProps) {
  const { t, language } = useWords();
  const own = steps?.filter(({ ways }) => !ways || ways.includes(way)) ?? [];
  if (own.length === 0) return <p>{t('connect.no_guide')}</p>;
  return (
    <ol className={styles.steps}>
      {own.map((step, index) => (
        <li key={step.en}>
          <h2>{t('connect.step', { count: index + 1 })}</h2>
          <p>{step[language]}</p>
          {step.url !== null && (
            <p>
              <a href={step.url} target="_blank" rel="noreferrer" className={styles.place}>
                <Icon name="look" size={16} /> {new URL(step.url).host}
              </a>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
