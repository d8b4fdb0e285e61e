import { useWords } from '../../language/use-words.js';
import { Icon } from '../../theme/icon.js';
import { KeeperLine } from '../keeper-line.js';
import { useAttention } from '../use-coverage.js';
import type { ConnectGoal } from './goal.js';

/** Which account is connected again, if one is, and the person of the district to do it with. */
export function GoalFacts({ goal: { platform, placeId, accountId } }: { goal: ConnectGoal }) {
  const { t } = useWords();
  const cell = platform !== undefined && placeId !== undefined ? { platform, placeId } : null;
  const found = useAttention(cell).data;
  if (!found) return null;
  const again = found.accounts.find(({ id }) => id === accountId);
  const keeper = again
    ? again.keeper
    : found.missing.find((place) => place.placeId === placeId)?.keeper;
  if (!again && !keeper) return null;
  return (
    <div>
      {again && (
        <p>
          <Icon name="retry" size={16} /> <b>{t('connect.again', { handle: again.handle })}</b>
        </p>
      )}
      {keeper && <KeeperLine keeper={keeper} />}
    </div>
  );
}
