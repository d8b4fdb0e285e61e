import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { LastMoment } from './last-moment.js';
import type { Composer } from './use-composer.js';

/** Told before it is sent: somebody else reads it first. Nothing for who needs nobody. */
export function NextStep({ composer }: { composer: Composer }) {
  const { t } = useWords();
  if (!composer.needsApproval) return null;
  return (
    <p className="card">
      <Icon name="people" /> {t('approval.compose_next')} <LastMoment draft={composer.draft} />
    </p>
  );
}
