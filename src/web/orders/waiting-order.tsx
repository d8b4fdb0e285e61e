import type { OrderKind, WaitingOrder } from '../../contract/held-orders.js';
import '../language/order-words.js';
import type { MessageId } from '../language/catalogue.js';
import { showMoment } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';

const EFFECT: Record<OrderKind, MessageId> = {
  recall: 'orders.waits_recall',
  lift: 'orders.waits_lift',
  retry: 'orders.waits_again',
  send_again: 'orders.waits_again',
};

/** What whoever ordered it sees in place of the result: what waits, and who can confirm it. */
export function WaitingOrderStory({ order, kind }: { order: WaitingOrder; kind: OrderKind }) {
  const { t, language } = useWords();
  const { accounts, orderedBy, orderedAt, confirmers } = order;
  return (
    <section className="quote" aria-label={t('orders.waits', { count: accounts })}>
      <p className="row">
        <Icon name="clock" />
        <b>{t('orders.waits', { count: accounts })}</b>
      </p>
      <p>{t(EFFECT[kind])}</p>
      <p className="muted">
        {t('orders.by', { name: orderedBy, when: showMoment(orderedAt, language) })}
      </p>
      <p className="muted">
        {confirmers.length === 0
          ? t('orders.nobody')
          : t('orders.confirmers', { names: confirmers.join(', ') })}
      </p>
    </section>
  );
}
