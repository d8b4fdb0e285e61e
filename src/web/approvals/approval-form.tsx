import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { AwaitingPost } from '../../contract/approvals.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import styles from './approvals.module.css';
import { useSay } from './use-approvals.js';

/** Yes, or back with a word of why. The answer is about the hash of what is on the screen. */
export function ApprovalForm({ post }: { post: AwaitingPost }) {
  const { t } = useWords();
  const say = useSay(post.postId);
  const [isReturning, setReturning] = useState(false);
  const { hash } = post;
  return (
    <div className={styles.form}>
      <ProblemList problems={problemsOf(say.error)} />
      {isReturning ? (
        <ReturnForm
          isBusy={say.isPending}
          onReturn={(note) => {
            say.mutate({ decision: 'return', note, hash });
          }}
        />
      ) : (
        <div className={styles.answers}>
          <Button
            leftSection={<Icon name="check" />}
            loading={say.isPending}
            onClick={() => {
              say.mutate({ decision: 'approve', note: '', hash });
            }}
          >
            {t('approval.approve')}
          </Button>
          <Button
            variant="default"
            leftSection={<Icon name="back" />}
            onClick={() => {
              setReturning(true);
            }}
          >
            {t('approval.return')}
          </Button>
        </div>
      )}
    </div>
  );
}

function ReturnForm({ isBusy, onReturn }: { isBusy: boolean; onReturn: (note: string) => void }) {
  const { t } = useWords();
  const [note, setNote] = useState('');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onReturn(note);
      }}
    >
      <Textarea
        label={t('approval.note')}
        minLength={3}
        maxLength={500}
        required
        withAsterisk={false}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => {
          setNote(event.currentTarget.value);
        }}
      />
      <Button type="submit" loading={isBusy} disabled={note.trim().length < 3}>
        {t('approval.confirm_return')}
      </Button>
    </form>
  );
}
