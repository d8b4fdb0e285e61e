import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { PLATFORM_LABELS } from '../../contract/platforms.js';
import type { DecisionKind, DecisionView, DeliveryDecision } from '../../contract/posts.js';
import type { MessageId } from '../language/catalogue.js';
import { showMoment } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { Icon, type IconName } from '../theme/icon.js';
import styles from './decisions.module.css';
import { VerdictForm } from './verdict-form.js';

type Verdict = DeliveryDecision['verdict'];

interface Choice {
  verdict: Verdict;
  icon: IconName;
  word: MessageId;
}

const ASKED: Record<DecisionKind, { question: MessageId; choices: Choice[] }> = {
  did_it_go_out: {
    question: 'decision.question',
    choices: [
      { verdict: 'published', icon: 'check', word: 'decision.published' },
      { verdict: 'send_again', icon: 'retry', word: 'decision.send_again' },
      { verdict: 'leave', icon: 'close', word: 'decision.leave' },
    ],
  },
  missed: {
    question: 'decision.question_missed',
    choices: [
      { verdict: 'send_again', icon: 'retry', word: 'decision.send_now' },
      { verdict: 'leave', icon: 'close', word: 'decision.leave' },
    ],
  },
  take_it_down: {
    question: 'decision.question_take_down',
    choices: [
      { verdict: 'gone', icon: 'check', word: 'decision.gone' },
      { verdict: 'take_down_again', icon: 'retry', word: 'decision.take_down_again' },
      { verdict: 'stays', icon: 'close', word: 'decision.stays' },
    ],
  },
};

export function DecisionCard({ decision }: { decision: DecisionView }) {
  const { t } = useWords();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  return (
    <li className={`card ${styles.card ?? ''}`}>
      <Where decision={decision} />
      <p className={`quote ${styles.words ?? ''}`}>{decision.text}</p>
      {decision.evidence !== '' && (
        <p className={styles.evidence}>
          <Icon name="warning" />
          <span>{decision.evidence}</span>
        </p>
      )}
      {decision.lookUrl !== null && (
        <Button
          component="a"
          href={decision.lookUrl}
          target="_blank"
          rel="noreferrer"
          variant="light"
          leftSection={<Icon name="look" />}
        >
          {t('decision.look', { handle: decision.handle })}
        </Button>
      )}
      <fieldset className={styles.question}>
        <legend>{t(ASKED[decision.kind].question)}</legend>
        <div className={styles.choices}>
          {ASKED[decision.kind].choices.map((choice) => (
            <Button
              key={choice.verdict}
              variant={verdict === choice.verdict ? 'filled' : 'default'}
              aria-pressed={verdict === choice.verdict}
              leftSection={<Icon name={choice.icon} />}
              onClick={() => {
                setVerdict(choice.verdict);
              }}
            >
              {t(choice.word)}
            </Button>
          ))}
        </div>
      </fieldset>
      {verdict && (
        <VerdictForm
          key={verdict}
          deliveryId={decision.deliveryId}
          verdict={verdict}
          isMissed={decision.kind === 'missed'}
        />
      )}
    </li>
  );
}

function Where({ decision }: { decision: DecisionView }) {
  const { t, language } = useWords();
  const place = language === 'hi' ? decision.districtNameHi : decision.districtNameEn;
  return (
    <header className={styles.where}>
      <h2>
        <Icon name={decision.platform} /> {place} · {decision.handle}
      </h2>
      <p className="muted">
        {PLATFORM_LABELS[decision.platform][language]}
        {' · '}
        <Link to={`/posts/${decision.postId}`}>{decision.postTitle}</Link>
        {decision.sentAt !== null &&
          ` · ${t('decision.sent', { when: showMoment(decision.sentAt, language) })}`}
      </p>
    </header>
  );
}
