import type { PhaseCounts } from '../../contract/deliveries.js';
import { useWords } from '../language/use-words.js';
import { PHASE_LOOK, PHASE_ORDER } from './phase-look.js';
import styles from './phase-bar.module.css';

/** Where a post's deliveries stand, as one bar; its label says the same in words. */
export function PhaseBar({ counts, total }: { counts: PhaseCounts; total: number }) {
  const { t } = useWords();
  const present = PHASE_ORDER.filter((phase) => counts[phase] > 0);
  const spoken = present.map((phase) => `${t(PHASE_LOOK[phase].word)} ${counts[phase]}`).join(', ');
  return (
    <div className={styles.bar} role="img" aria-label={spoken}>
      {present.map((phase) => (
        <span
          key={phase}
          data-phase={phase}
          style={{ inlineSize: `${(counts[phase] / Math.max(1, total)) * 100}%` }}
        />
      ))}
    </div>
  );
}
