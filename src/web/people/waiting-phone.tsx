import { Button } from '@mantine/core';
import type { PersonView } from '../../contract/people.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { useWords } from '../language/use-words.js';
import styles from './people.module.css';
import { useConfirm, useRefuse } from './use-people.js';

interface WaitingPhoneProps {
  waiting: NonNullable<PersonView['waiting']>;
  name: string;
}

/** The number that the waiting phone shows too: only whoever compares them says yes. */
export function WaitingPhone({ waiting, name }: WaitingPhoneProps) {
  const { t } = useWords();
  const confirm = useConfirm({ inviteId: waiting.inviteId, name });
  const refuse = useRefuse(waiting.inviteId);
  return (
    <div className="stack">
      <b>{t('people.waiting')}</b>
      <p className="muted">{waiting.deviceName}</p>
      <p className={styles.number} aria-label={t('people.matching')}>
        {waiting.matchingCode}
      </p>
      <p>{t('people.compare')}</p>
      <ProblemList problems={problemsOf(confirm.error ?? refuse.error)} />
      <Button
        loading={confirm.isPending}
        onClick={() => {
          confirm.mutate(waiting.matchingCode);
        }}
      >
        {t('people.confirm')}
      </Button>
      <Button
        variant="default"
        loading={refuse.isPending}
        onClick={() => {
          refuse.mutate();
        }}
      >
        {t('people.refuse')}
      </Button>
    </div>
  );
}
