import { Link } from 'react-router';
import type { HeldOrderView } from '../../contract/held-orders.js';
import { showMoment } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { OrderForm } from './order-form.js';

/** Everything that an order would do, and the two answers to it. */
export function OrderCard({ order }: { order: HeldOrderView }) {
  const { t, language } = useWords();
  const { kind, postId, reason, accounts } = order;
  const subject = language === 'hi' ? order.subjectHi : order.subjectEn;
  const when = showMoment(order.orderedAt, language);
  return (
    <li className="card stack">
      <header>
        <h3>{t(`orders.${kind}`)}</h3>
        <p>{postId === null ? subject : <Link to={`/posts/${postId}`}>{subject}</Link>}</p>
        <p className="muted">{t('orders.by', { name: order.orderedBy, when })}</p>
      </header>
      <b>{t('approval.accounts', { count: accounts })}</b>
      {reason !== '' && <p className="quote">{reason}</p>}
      <OrderForm order={order} />
    </li>
  );
}
