import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { HeldOrderView } from '../../contract/held-orders.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { useSecondWord } from './use-second-word.js';

/** Yes, or no with a word of why. The answer is about the hash of what is on the screen. */
export function OrderForm({ order: { id, hash } }: { order: HeldOrderView }) {
  const { t } = useWords();
  const say = useSecondWord(id);
  const [isRefusing, setRefusing] = useState(false);
  const [note, setNote] = useState('');
  if (isRefusing) {
    return (
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          say.mutate({ decision: 'refuse', note, hash });
        }}
      >
        <ProblemList problems={problemsOf(say.error)} />
        <Textarea
          label={t('orders.note')}
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
        <Button type="submit" loading={say.isPending} disabled={note.trim().length < 3}>
          {t('orders.confirm_refuse')}
        </Button>
      </form>
    );
  }
  return (
    <div className="stack">
      <ProblemList problems={problemsOf(say.error)} />
      <div className="row">
        <Button
          leftSection={<Icon name="check" />}
          loading={say.isPending}
          onClick={() => {
            say.mutate({ decision: 'confirm', note: '', hash });
          }}
        >
          {t('orders.confirm')}
        </Button>
        <Button
          variant="default"
          leftSection={<Icon name="close" />}
          onClick={() => {
            setRefusing(true);
          }}
        >
          {t('orders.refuse')}
        </Button>
      </div>
    </div>
  );
}
