import type { HeldOrderView } from '../../contract/held-orders.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { useWords } from '../language/use-words.js';
import { TwoAnswers } from '../theme/two-answers.js';
import { useSecondWord } from './use-second-word.js';

/** The two answers to an order, about the hash of what is on the screen. */
export function OrderForm({ order }: { order: HeldOrderView }) {
  const { t } = useWords();
  const say = useSecondWord(order.id);
  const { hash } = order;
  return (
    <div className="stack">
      <ProblemList problems={problemsOf(say.error)} />
      <TwoAnswers
        isBusy={say.isPending}
        yes={t('orders.confirm')}
        no={{
          label: t('orders.refuse'),
          icon: 'close',
          note: t('orders.note'),
          confirm: t('orders.confirm_refuse'),
        }}
        onYes={() => {
          say.mutate({ decision: 'confirm', note: '', hash });
        }}
        onNo={(note) => {
          say.mutate({ decision: 'refuse', note, hash });
        }}
      />
    </div>
  );
}
