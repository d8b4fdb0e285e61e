import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Icon, type IconName } from './icon.js';
import styles from './two-answers.module.css';

interface TwoAnswersProps {
  isBusy: boolean;
  yes: string;
  no: { label: string; icon: IconName; note: string; confirm: string };
  onYes: () => void;
  /** With a word of why: 3 to 500 characters. */
  onNo: (note: string) => void;
}

/** Yes, or no with a word of why. */
export function TwoAnswers({ isBusy, yes, no, onYes, onNo }: TwoAnswersProps) {
  const [isRefusing, setRefusing] = useState(false);
  if (isRefusing) return <NoForm isBusy={isBusy} no={no} onNo={onNo} />;
  return (
    <div className={styles.answers}>
      <Button leftSection={<Icon name="check" />} loading={isBusy} onClick={onYes}>
        {yes}
      </Button>
      <Button
        variant="default"
        leftSection={<Icon name={no.icon} />}
        onClick={() => {
          setRefusing(true);
        }}
      >
        {no.label}
      </Button>
    </div>
  );
}

function NoForm({ isBusy, no, onNo }: Pick<TwoAnswersProps, 'isBusy' | 'no' | 'onNo'>) {
  const [note, setNote] = useState('');
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onNo(note);
      }}
    >
      <Textarea
        label={no.note}
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
        {no.confirm}
      </Button>
    </form>
  );
}
