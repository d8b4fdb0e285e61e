import type { AccountWarning } from '../../contract/account-health.js';
import type { AccountView } from '../../contract/accounts.js';
import type { DeliveryPhase } from '../../contract/deliveries.js';
import { now } from '../clock.js';
import { showMoment } from '../language/moments.js';
import { useWords, type Words } from '../language/use-words.js';

/** One thing that is wrong, or will be. `phase` only lends its colour. */
export interface TroubleWords {
  what: string;
  mend: string;
  phase: DeliveryPhase;
}

/** Everything to say of an account, nothing of one that is well. */
export function useTroubleWords(): (account: AccountView) => TroubleWords[] {
  const words = useWords();
  return ({ health, trouble, warnings }) => {
    if (health !== 'broken') return warnings.map((warning) => ofWarning(warning, words));
    const name = trouble ?? 'unnamed';
    const { t } = words;
    return [{ what: t(`trouble.${name}`), mend: t(`mend.${name}`), phase: 'failed' }];
  };
}

function ofWarning(warning: AccountWarning, { t, language }: Words): TroubleWords {
  const mend = t(`warn_mend.${warning.kind}`);
  const phase = 'needs_decision';
  switch (warning.kind) {
    case 'access_ends': {
      const hasEnded = new Date(warning.at) < now();
      const when = showMoment(warning.at, language);
      const what = t(hasEnded ? 'warning.access_ended' : 'warning.access_ends', { when });
      return { what, mend, phase };
    }
    case 'right_missing':
      return {
        what: t('warning.right_missing', { right: t(`right.${warning.right}`) }),
        mend,
        phase,
      };
    case 'no_room':
      return {
        what: t('warning.no_room', { when: showMoment(warning.until, language) }),
        mend,
        phase,
      };
  }
}
