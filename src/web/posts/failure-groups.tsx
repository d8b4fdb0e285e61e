import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { BoardRow } from '../../contract/deliveries.js';
import { useWords } from '../language/use-words.js';
import { useMay } from '../session/use-session.js';
import { WaitingOrderStory } from '../orders/waiting-order.js';
import { Icon } from '../theme/icon.js';
import { CAUSE_WORDS, groupFailures, LASTING_CAUSES, type FailureGroup } from './failure-causes.js';
import styles from './posts.module.css';
import { useRetryFailed } from './use-interventions.js';

const NAMED = 6;

/** Failures by cause, each with what to do and one button for all of them. */
export function FailureGroups({ postId, rows }: { postId: number; rows: BoardRow[] }) {
  const { t } = useWords();
  const groups = useMemo(() => groupFailures(rows), [rows]);
  if (groups.length === 0) return null;
  return (
    <section className="stack" aria-label={t('failures.heading')}>
      <h2>{t('failures.heading')}</h2>
      {groups.map((group) => (
        <Group key={group.cause} postId={postId} group={group} />
      ))}
    </section>
  );
}

function Group({ postId, group }: { postId: number; group: FailureGroup }) {
  const { t, nameOf } = useWords();
  const mayRetry = useMay('deliveries.retry');
  const retry = useRetryFailed(postId);
  const words = CAUSE_WORDS[group.cause];
  const rest = group.places.length - NAMED;
  return (
    <article className={styles.failure}>
      <div>
        <h3 className="row">
          <Icon name="failed" />
          {t(words.what)} · {t('accounts.count', { count: group.count })}
        </h3>
        <p>{t(words.advice)}</p>
        {group.detail !== null && (
          <p className="muted">{t('cell.said', { words: group.detail })}</p>
        )}
        <p className="muted">
          {group.places.slice(0, NAMED).map(nameOf).join(', ')}{' '}
          {rest > 0 && t('and_more', { count: rest })}
        </p>
      </div>
      {retry.data?.waits && <WaitingOrderStory order={retry.data.waits} kind="retry" />}
      {mayRetry && group.retryable > 0 && (
        <Button
          variant={LASTING_CAUSES.includes(group.cause) ? 'default' : 'filled'}
          leftSection={<Icon name="retry" />}
          loading={retry.isPending}
          onClick={() => {
            retry.mutate(group.cause);
          }}
        >
          {t('retry.all', { count: group.retryable })}
        </Button>
      )}
    </article>
  );
}
