import type { DeliveryPhase } from '../../contract/deliveries.js';
import { Icon } from '../theme/icon.js';
import styles from './posts.module.css';
import { PHASE_LOOK } from './phase-look.js';

/** A phase as icon, word and colour, never as colour alone. */
export function PhaseMark({ phase, children }: { phase: DeliveryPhase; children: string }) {
  return (
    <span className={styles.mark} data-phase={phase}>
      <Icon name={PHASE_LOOK[phase].icon} size={18} />
      {children}
    </span>
  );
}
