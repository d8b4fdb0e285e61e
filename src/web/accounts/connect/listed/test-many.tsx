import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountView } from '../../../../contract/accounts.js';
import { ProblemList } from '../../../api/problem-list.js';
import { problemsOf, type Problem } from '../../../api/refusal.js';
import { api } from '../../../api/routes.js';
import { useWords } from '../../../language/use-words.js';
import { useMay } from '../../../session/use-session.js';
import { Icon } from '../../../theme/icon.js';
import { useTroubleWords } from '../../use-trouble-words.js';
import styles from '../connect.module.css';
import type { ListedRow } from './choices.js';

/** Asks the platform about each account that was just connected, one after the other. */
export function TestMany({ rows }: { rows: readonly ListedRow[] }) {
  const { t } = useWords();
  const mayCheck = useMay('accounts.check');
  const troublesOf = useTroubleWords();
  const client = useQueryClient();
  const [done, setDone] = useState(0);
  const wordsOf = (account: AccountView): Problem[] =>
    troublesOf(account).map(({ what, mend }) => ({
      code: account.health,
      field: account.handle,
      message: `${account.handle}: ${what} ${mend}`,
    }));
  const test = useMutation({
    mutationFn: async () => {
      const troubles: Problem[] = [];
      for (const { id, handle } of await accountsOf(rows)) {
        troubles.push(
          ...(await api.checkAccount(id).then(wordsOf, (error: unknown) =>
            problemsOf(error).map(({ code, message }) => ({
              code,
              field: handle,
              message: t('test.unasked', { handle, message }),
            })),
          )),
        );
        setDone((count) => count + 1);
      }
      return troubles;
    },
    onSettled: () => client.invalidateQueries(),
  });
  if (!mayCheck || rows.length === 0) return null;
  return (
    <section className={styles.test} aria-label={t('test.heading')}>
      <h2>{t('test.heading')}</h2>
      <p>{t('test.why')}</p>
      {test.data?.length === 0 && (
        <p className={styles.outcome} role="status" data-phase="published">
          <Icon name="check" /> {t('test.all_well', { count: rows.length })}
        </p>
      )}
      <ProblemList problems={test.data ?? problemsOf(test.error)} />
      {test.isPending && (
        <p role="status">{t('test.going', { count: done, total: rows.length })}</p>
      )}
      {!test.isSuccess && (
        <Button
          loading={test.isPending}
          leftSection={<Icon name="retry" />}
          onClick={() => {
            setDone(0);
            test.mutate();
          }}
        >
          {t('test.many', { count: rows.length })}
        </Button>
      )}
    </section>
  );
}

/** The import answers counts alone; the accounts are found by their lasting ids. */
async function accountsOf(rows: readonly ListedRow[]): Promise<AccountView[]> {
  const keys = new Set(rows.map(({ key }) => key));
  const platforms = [...new Set(rows.map(({ account }) => account.platform))];
  const lists = await Promise.all(platforms.map((platform) => api.accounts({ platform })));
  return lists.flat().filter(({ platform, remoteId }) => keys.has(`${platform} ${remoteId}`));
}
