import { NavLink } from 'react-router';
import { useApprovals } from '../approvals/use-approvals.js';
import { useDecisions } from '../decisions/use-decisions.js';
import { useWords } from '../language/use-words.js';
import { useOrders } from '../orders/use-orders.js';
import { useMay } from '../session/use-session.js';
import { useStops } from '../stops/use-stops.js';
import { Icon, type IconName } from '../theme/icon.js';
import styles from './frame.module.css';

/** The same ways twice: in the bar on a desktop, under the thumb on a phone. Styles show one of them. */
export function Navigation({ place }: { place: 'top' | 'bottom' }) {
  const { t } = useWords();
  const maySeeAccounts = useMay('accounts.read');
  const mayWrite = useMay('posts.write');
  const mayReadRecord = useMay('audit.read');
  const maySeePeople = useMay('people.read');
  const maySet = useMay('settings.change');
  return (
    <nav className={place === 'top' ? styles.topNav : styles.bottomNav} aria-label={t('nav.main')}>
      <Way to="/" icon="list" label={t('nav.posts')} />
      {mayWrite && place === 'bottom' && (
        <Way to="/posts/new" icon="add" label={t('nav.compose')} />
      )}
      <ApprovalsWay />
      <DecisionsWay />
      <StopsWay />
      {maySeeAccounts && <Way to="/accounts" icon="people" label={t('nav.accounts')} />}
      {/* Under the thumb of somebody who also writes there is no room for a sixth way. */}
      {mayReadRecord && (place === 'top' || !mayWrite) && (
        <Way to="/record" icon="look" label={t('nav.record')} />
      )}
      {/* On a phone the page of people leads there. */}
      {maySet && place === 'top' && <Way to="/settings" icon="edit" label={t('nav.settings')} />}
      <Way
        to={maySeePeople ? '/people' : '/devices'}
        icon="phone"
        label={t(maySeePeople ? 'nav.people' : 'nav.devices')}
      />
    </nav>
  );
}

function ApprovalsWay() {
  const { t } = useWords();
  const mayApprove = useMay('posts.approve');
  const posts = useApprovals(mayApprove).data?.length ?? 0;
  const waiting = posts + (useOrders(mayApprove).data?.length ?? 0);
  if (!mayApprove) return null;
  return <Way to="/approvals" icon="check" label={t('nav.approvals')} waiting={waiting} />;
}

function DecisionsWay() {
  const { t } = useWords();
  const mayDecide = useMay('deliveries.decide');
  const waiting = useDecisions(mayDecide).data?.length ?? 0;
  if (!mayDecide) return null;
  return <Way to="/decisions" icon="question" label={t('nav.decisions')} waiting={waiting} />;
}

/** Counts the stops that stand: while one does, somebody should know. */
function StopsWay() {
  const { t } = useWords();
  const mayStop = useMay('stops.set');
  const stops = useStops(mayStop).data ?? [];
  if (!mayStop) return null;
  const standing = stops.filter(({ liftedAt }) => liftedAt === null).length;
  return <Way to="/stops" icon="stop" label={t('nav.stops')} waiting={standing} />;
}

interface WayProps {
  to: string;
  icon: IconName;
  label: string;
  waiting?: number;
}

function Way({ to, icon, label, waiting = 0 }: WayProps) {
  const { t } = useWords();
  return (
    <NavLink to={to} end={to === '/'} className={styles.way ?? ''}>
      <Icon name={icon} />
      <span>{label}</span>
      {waiting > 0 && (
        <b className={styles.waitingCount} aria-label={t('nav.waiting', { count: waiting })}>
          {waiting}
        </b>
      )}
    </NavLink>
  );
}
