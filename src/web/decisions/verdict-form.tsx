import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DeliveryDecision } from '../../contract/posts.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import type { MessageId } from '../language/catalogue.js';
import { useWords } from '../language/use-words.js';
import { WaitingOrderStory } from '../orders/waiting-order.js';
import styles from './decisions.module.css';
import { useDecide } from './use-decide.js';

type Verdict = DeliveryDecision['verdict'];

/** What each verdict does, said before it is done; and reasons that need one tap. */
const SPOKEN: Record<Verdict, { effect: MessageId; reasons: MessageId[] }> = {
  published: { effect: 'decision.effect_published', reasons: ['reason.seen', 'reason.told'] },
  send_again: { effect: 'decision.effect_again', reasons: ['reason.not_there'] },
  leave: { effect: 'decision.effect_leave', reasons: ['reason.too_late', 'reason.by_hand'] },
  gone: { effect: 'decision.effect_gone', reasons: ['reason.deleted', 'reason.not_there'] },
  stays: { effect: 'decision.effect_stays', reasons: ['reason.harmless', 'reason.seen'] },
  take_down_again: { effect: 'decision.effect_take_down', reasons: ['reason.still_there'] },
};

interface VerdictFormProps {
  deliveryId: number;
  verdict: Verdict;
  /** It was never sent, so sending it now can't make it appear twice. */
  isMissed: boolean;
}

export function VerdictForm({ deliveryId, verdict, isMissed }: VerdictFormProps) {
  const { t } = useWords();
  const decide = useDecide(deliveryId);
  const [reason, setReason] = useState('');
  const [permalink, setPermalink] = useState('');
  const { effect, reasons } = SPOKEN[verdict];
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        decide.mutate(decisionOf(verdict, { reason, permalink }));
      }}
    >
      <p>{t(isMissed && verdict === 'send_again' ? 'decision.effect_now' : effect)}</p>
      <div className="row">
        {reasons.map((id) => (
          <Button
            key={id}
            variant="light"
            size="sm"
            onClick={() => {
              setReason(t(id));
            }}
          >
            {t(id)}
          </Button>
        ))}
      </div>
      <TextInput
        label={t('decision.reason')}
        minLength={3}
        maxLength={500}
        required
        withAsterisk={false}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value);
        }}
      />
      {verdict === 'published' && (
        <TextInput
          type="url"
          label={t('decision.permalink')}
          placeholder="https://"
          value={permalink}
          onChange={(event) => {
            setPermalink(event.currentTarget.value);
          }}
        />
      )}
      {decide.data?.waits && <WaitingOrderStory order={decide.data.waits} kind="send_again" />}
      <ProblemList problems={problemsOf(decide.error)} />
      <Button type="submit" loading={decide.isPending}>
        {t('decision.confirm')}
      </Button>
    </form>
  );
}

function decisionOf(
  verdict: Verdict,
  { reason, permalink }: { reason: string; permalink: string },
): DeliveryDecision {
  if (verdict !== 'published' || permalink.trim() === '') return { verdict, reason };
  return { verdict, reason, permalink: permalink.trim() };
}
