import type { Reach } from '../districts/reach.js';
import { useWords } from '../language/use-words.js';

/** 75 districts · 225 accounts. */
export function ReachLine({ reach }: { reach: Reach }) {
  const { t } = useWords();
  return (
    <p className="number" aria-live="polite">
      <b>{t('districts.count', { count: reach.districts })}</b>
      {' · '}
      <b>{t('accounts.count', { count: reach.accounts })}</b>
    </p>
  );
}
