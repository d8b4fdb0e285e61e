import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { problemsOf, type Problem } from '../../api/refusal.js';
import { api } from '../../api/routes.js';
import { tell } from '../../frame/notice.js';
import { useWords } from '../../language/use-words.js';
import { Icon } from '../../theme/icon.js';
import styles from './connect.module.css';

/** A list of accounts: the empty one to fill in, the filled one tried first, and imported on a second word. */
export function ImportFile({ columns }: { columns: readonly string[] }) {
  const { t } = useWords();
  const [file, setFile] = useState<File | null>(null);
  const client = useQueryClient();
  const trial = useMutation({
    mutationFn: async (chosen: File) =>
      api.importAccounts({ content: await chosen.text(), isTrial: true }),
  });
  const order = useMutation({
    mutationFn: async (chosen: File) =>
      api.importAccounts({ content: await chosen.text(), isTrial: false }),
    onSuccess: (counts) => {
      tell({ tone: 'done', message: t('import.done', { ...counts }) });
      setFile(null);
      trial.reset();
      void client.invalidateQueries();
    },
  });
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    order.reset();
    setFile(chosen);
    trial.mutate(chosen);
  };
  return (
    <section className="stack" aria-label={t('import.heading')}>
      <h2>{t('import.heading')}</h2>
      <p>{t('import.intro')}</p>
      <p className="muted">{t('import.columns', { columns: columns.join(', ') })}</p>
      <div className="row">
        <Button
          component="a"
          href="/api/accounts/template.csv"
          download
          variant="default"
          leftSection={<Icon name="list" />}
        >
          {t('import.template')}
        </Button>
      </div>
      <label className={styles.file}>
        <b>{t('import.choose')}</b>
        <input
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => {
            choose(event.currentTarget.files?.[0]);
            // The same file may be chosen again after its rows were mended.
            event.currentTarget.value = '';
          }}
        />
      </label>
      {file && <p className="muted">{file.name}</p>}
      <Wrong problems={problemsOf(trial.error ?? order.error)} />
      {file && trial.data && (
        <div className="stack">
          <p role="status">{t('import.would', { ...trial.data })}</p>
          <Button
            loading={order.isPending}
            onClick={() => {
              order.mutate(file);
            }}
          >
            {t('import.do')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Wrong({ problems }: { problems: Problem[] }) {
  const { t } = useWords();
  if (problems.length === 0) return null;
  return (
    <div className={styles.wrong} role="alert">
      <p>
        <Icon name="warning" /> <b>{t('import.wrong')}</b>
      </p>
      <ul className="stack">
        {problems.map((problem) => (
          <li key={`${problem.field ?? ''} ${problem.message}`}>
            <Row problem={problem} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The server names a cell `row 7, handle`. */
function Row({ problem }: { problem: Problem }) {
  const { t } = useWords();
  const { field, message } = problem;
  const [, row, column] = /^row (\d+), (.+)$/.exec(field ?? '') ?? [];
  return row && column ? t('import.row', { row, column, message }) : message;
}
