import type { DeliveryPhase, PhaseCounts } from '../../contract/deliveries.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { PHASE_LOOK, PHASE_ORDER } from './phase-look.js';
import styles from './posts.module.css';

interface PhaseCountersProps {
  counts: PhaseCounts;
  chosen: DeliveryPhase | null;
  onChoose: (phase: DeliveryPhase | null) => void;
}

/** Big figures that are filters as well: pressing one shows only those deliveries on the board. */
export function PhaseCounters({ counts, chosen, onChoose }: PhaseCountersProps) {
  const { t } = useWords();
  return (
    <div className={styles.counters} role="group" aria-label={t('posts.filter')}>
      {PHASE_ORDER.map((phase) => (
        <button
          key={phase}
          type="button"
          className={styles.counter}
          data-phase={phase}
          data-empty={counts[phase] === 0}
          aria-pressed={chosen === phase}
          onClick={() => {
            onChoose(chosen === phase ? null : phase);
          }}
        >
          <span className={styles.counterNumber}>
            {counts[phase]}
            <Icon name={PHASE_LOOK[phase].icon} />
          </span>
          <span className={styles.counterWord}>{t(PHASE_LOOK[phase].word)}</span>
        </button>
      ))}
    </div>
  );
}
