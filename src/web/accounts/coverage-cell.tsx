import type { CoverageCell } from '../../contract/account-health.js';
import { PLATFORM_LABELS, type PlatformName } from '../../contract/platforms.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { accountsIn, countedStates, COVERAGE_LOOK } from './coverage-look.js';
import styles from './coverage.module.css';

interface CoverageCellProps {
  cell: CoverageCell;
  platform: PlatformName;
  place: string;
  /** Absent where nothing can be opened. */
  onOpen?: (() => void) | undefined;
}

/** A platform at a place: every state that there is, as icon, number and word. Pressing it tells the rest. */
export function CoverageCellButton({ cell, platform, place, onOpen }: CoverageCellProps) {
  const { t, language } = useWords();
  const label = PLATFORM_LABELS[platform][language];
  const states = countedStates(cell);
  const [worst] = states;
  if (!worst) {
    return (
      <p className={styles.none}>
        <span className={styles.platform}>{label}</span>
        {t('coverage.none')}
      </p>
    );
  }
  const isOne = states.length === 1 && worst.count === 1;
  const inWords = states.map(({ state, count }) => {
    const word = t(COVERAGE_LOOK[state].word);
    return isOne ? word : `${word} ${String(count)}`;
  });
  const verified = verifiedWords(cell);
  return (
    <button
      type="button"
      disabled={!onOpen}
      className={styles.cell}
      data-phase={COVERAGE_LOOK[worst.state].phase}
      aria-label={t('coverage.cell', {
        place,
        platform: label,
        states: [...inWords, ...verified].join(', '),
      })}
      onClick={onOpen}
    >
      <span className={styles.platform}>{label}</span>
      {states.map(({ state, count }) => (
        <span key={state} className={styles.state} data-phase={COVERAGE_LOOK[state].phase}>
          <Icon name={COVERAGE_LOOK[state].icon} size={14} />
          {!isOne && <b className="number">{count}</b>}
          {t(COVERAGE_LOOK[state].word)}
        </span>
      ))}
      {verified.map((words) => (
        <span key={words} className={styles.verified}>
          {words}
        </span>
      ))}
    </button>
  );

  function verifiedWords({ verified: count }: CoverageCell): string[] {
    if (count === 0) return [];
    const total = accountsIn(cell);
    return [total === 1 ? t('coverage.verified') : t('coverage.verified_of', { count, total })];
  }
}
