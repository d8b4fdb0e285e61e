import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { useWords } from '../language/use-words.js';
import { useChangeSettings } from './use-settings.js';

/** Above how many accounts a second person is asked; empty: never. */
export function LimitForm({ limit }: { limit: number | null }) {
  const { t } = useWords();
  const change = useChangeSettings();
  const [typed, setTyped] = useState(limit === null ? '' : String(limit));
  const wanted = typed.trim();
  const isFit = wanted === '' || /^[1-9]\d{0,6}$/.test(wanted);
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isFit) return;
        change.mutate({ approvalAboveAccounts: wanted === '' ? null : Number(wanted) });
      }}
    >
      <TextInput
        label={t('settings.limit')}
        description={t('settings.limit_meaning')}
        placeholder={t('settings.none')}
        inputMode="numeric"
        maxLength={7}
        value={typed}
        aria-invalid={!isFit}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
        }}
      />
      {isFit ? (
        <ProblemList problems={problemsOf(change.error)} />
      ) : (
        <p role="alert">{t('settings.whole_number')}</p>
      )}
      <Button type="submit" loading={change.isPending} disabled={!isFit}>
        {t('settings.save')}
      </Button>
    </form>
  );
}
