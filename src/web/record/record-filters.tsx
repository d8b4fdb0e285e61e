import { NativeSelect, TextInput } from '@mantine/core';
import { useWords } from '../language/use-words.js';
import { KINDS } from './action-words.js';
import type { RecordChoice } from './use-record.js';

interface RecordFiltersProps {
  choice: RecordChoice;
  onChange: (choice: RecordChoice) => void;
}

export function RecordFilters({ choice, onChange }: RecordFiltersProps) {
  const { t, language } = useWords();
  const set = (part: Partial<RecordChoice>) => {
    onChange({ ...choice, ...part });
  };
  const kinds = Object.entries(KINDS).map(([value, words]) => ({ value, label: words[language] }));
  return (
    <form className="card stack" aria-label={t('record.filter')}>
      <NativeSelect
        label={t('record.kind')}
        value={choice.kind}
        data={[{ value: '', label: t('record.kind_all') }, ...kinds]}
        onChange={(event) => {
          set({ kind: event.currentTarget.value });
        }}
      />
      <div className="row">
        <TextInput
          type="date"
          label={t('record.from')}
          value={choice.from}
          onChange={(event) => {
            set({ from: event.currentTarget.value });
          }}
        />
        <TextInput
          type="date"
          label={t('record.until')}
          value={choice.until}
          onChange={(event) => {
            set({ until: event.currentTarget.value });
          }}
        />
        <TextInput
          inputMode="numeric"
          label={t('record.post')}
          value={choice.postId}
          onChange={(event) => {
            set({ postId: event.currentTarget.value.trim() });
          }}
        />
      </div>
    </form>
  );
}
