import type { Keeper } from '../../contract/account-health.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';

/** The person to ask about an account. */
export function KeeperLine({ keeper }: { keeper: Keeper | null }) {
  const { t, nameOf } = useWords();
  return (
    <p>
      <Icon name="people" size={16} />{' '}
      {keeper
        ? t('attention.ask', {
            name: keeper.name,
            role: t(`role.${keeper.role}`),
            place: nameOf(keeper),
          })
        : t('attention.ask_nobody')}
    </p>
  );
}
