import '../language/order-words.js';
import { useWords } from '../language/use-words.js';
import { OrderCard } from './order-card.js';
import { useOrders } from './use-orders.js';

/** Orders of others that the one who is signed in may confirm; nothing where there are none. */
export function HeldOrders() {
  const { t } = useWords();
  const orders = useOrders(true).data ?? [];
  if (orders.length === 0) return null;
  return (
    <section className="stack" aria-label={t('orders.heading')}>
      <h2>{t('orders.heading')}</h2>
      <ul className="stack">
        {orders.map((order) => (
          <OrderCard key={`${order.id} ${order.hash}`} order={order} />
        ))}
      </ul>
    </section>
  );
}
