import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AuditEntry } from '../../contract/audit.js';
import { recordFile } from '../api/routes.js';
import { Loaded } from '../frame/loaded.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { RecordFilters } from './record-filters.js';
import { RecordLine } from './record-line.js';
import { NO_CHOICE, queryFor, useRecord } from './use-record.js';
import '../language/record-words.js';

/** The record of who did what, for people who have to answer for it. */
export default function RecordPage() {
  const { t } = useWords();
  const [choice, setChoice] = useState(NO_CHOICE);
  const record = useRecord(choice);
  return (
    <div className="stack">
      <header>
        <h1>{t('record.heading')}</h1>
        <p className="muted">{t('record.intro')}</p>
      </header>
      <RecordFilters choice={choice} onChange={setChoice} />
      <div className="row">
        {(['csv', 'jsonl'] as const).map((format) => (
          <Button
            key={format}
            component="a"
            href={recordFile({ ...queryFor(choice), format })}
            download
            variant="default"
            leftSection={<Icon name="list" />}
          >
            {t(`record.as_${format}`)}
          </Button>
        ))}
      </div>
      <Loaded query={record}>{({ pages }) => <Lines entries={pages.flat()} />}</Loaded>
      {record.hasNextPage && (
        <Button
          variant="default"
          loading={record.isFetchingNextPage}
          onClick={() => void record.fetchNextPage()}
        >
          {t('record.older')}
        </Button>
      )}
    </div>
  );
}

function Lines({ entries }: { entries: AuditEntry[] }) {
  const { t } = useWords();
  if (entries.length === 0) return <p className="card muted">{t('record.none')}</p>;
  return (
    <ul className="stack" aria-label={t('record.heading')}>
      {entries.map((entry) => (
        <RecordLine key={entry.id} entry={entry} />
      ))}
    </ul>
  );
}
