import { Icon } from '../theme/icon.js';
import { useWords } from '../language/use-words.js';
import styles from './accounts.module.css';
import { useFindingWords } from './use-finding-words.js';
import { useFindings } from './use-findings.js';

/** What keeps posts from going out though nothing is wrong with them: the cause, and what to do. */
export function Findings() {
  const { t } = useWords();
  const inWords = useFindingWords();
  const findings = useFindings().data ?? [];
  if (findings.length === 0) return null;
  return (
    <ul className="stack" aria-label={t('finding.heading')}>
      {findings.map((finding) => {
        const { cause, remedy, said } = inWords(finding);
        return (
          <li key={cause} className={styles.finding} data-phase="needs_decision">
            <p>
              <Icon name="warning" /> <b>{cause}</b>
            </p>
            {said !== '' && <p className="quote">{t('cell.said', { words: said })}</p>}
            <p>{remedy}</p>
          </li>
        );
      })}
    </ul>
  );
}
