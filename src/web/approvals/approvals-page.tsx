import { Loaded } from '../frame/loaded.js';
import { useWords } from '../language/use-words.js';
import { HeldOrders } from '../orders/held-orders.js';
import { useOrders } from '../orders/use-orders.js';
import { useMay } from '../session/use-session.js';
import { Icon } from '../theme/icon.js';
import { ApprovalCard } from './approval-card.js';
import styles from './approvals.module.css';
import { TrustedVolunteers } from './trusted-volunteers.js';
import { useApprovals } from './use-approvals.js';

/** What waits for a second pair of eyes: orders, then posts word for word; below them, whose posts need none. */
export default function ApprovalsPage() {
  const { t } = useWords();
  const approvals = useApprovals(true);
  const hasOrders = (useOrders(true).data ?? []).length > 0;
  const mayTrust = useMay('people.trust');
  return (
    <div className="stack">
      <header>
        <h1>{t('approval.heading')}</h1>
        <p className="muted">{t('approval.intro')}</p>
      </header>
      <HeldOrders />
      <Loaded query={approvals}>
        {(list) => (
          <>
            {list.length === 0 && !hasOrders && (
              <p className={`card ${styles.none ?? ''}`}>
                <Icon name="check" />
                {t('approval.none')}
              </p>
            )}
            <ul className="stack">
              {list.map((post) => (
                <ApprovalCard key={`${post.postId} ${post.hash}`} post={post} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
      {mayTrust && <TrustedVolunteers />}
    </div>
  );
}
