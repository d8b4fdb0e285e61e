import { Button } from '@mantine/core';
import type { RehearsalLeftover, RehearsalView } from '../../contract/rehearsal.js';
import '../language/account-words.js';
import { useWords } from '../language/use-words.js';
import { useMay } from '../session/use-session.js';
import { Icon } from '../theme/icon.js';
import styles from './accounts.module.css';
import { useRehearsal } from './use-coverage.js';

/** Tests an account without publishing, and says what was seen and what stays behind. */
export function RehearseAccount({ accountId }: { accountId: number }) {
  const { t } = useWords();
  const mayCheck = useMay('accounts.check');
  const rehearsal = useRehearsal();
  if (!mayCheck) return null;
  return (
    <div className="stack">
      <div>
        <Button
          variant="light"
          leftSection={<Icon name="check" />}
          loading={rehearsal.isPending}
          onClick={() => {
            rehearsal.mutate(accountId);
          }}
        >
          {t('rehearsal.do')}
        </Button>
      </div>
      <div role="status">{rehearsal.data && <Rehearsed rehearsed={rehearsal.data} />}</div>
    </div>
  );
}

function Rehearsed({ rehearsed }: { rehearsed: RehearsalView }) {
  const { t } = useWords();
  switch (rehearsed.kind) {
    case 'passed':
      return (
        <div className={styles.detail}>
          <p>
            <b>{t('rehearsal.passed')}</b>
          </p>
          <ul>
            {rehearsed.proved.map((step) => (
              <li key={step}>{t(`rehearsal.step.${step}`)}</li>
            ))}
          </ul>
          {rehearsed.leaves && <Leftover leaves={rehearsed.leaves} />}
          <p className="muted">{t('rehearsal.rest')}</p>
        </div>
      );
    case 'refused':
      return (
        <div className={styles.detail}>
          <p>
            <b>{t('rehearsal.refused')}</b>
          </p>
          <p>{t(`mend.${rehearsed.trouble}`)}</p>
          <p className="muted quote">{t('cell.said', { words: rehearsed.detail })}</p>
        </div>
      );
    case 'unavailable':
      return (
        <div className={styles.detail}>
          <p>{t('rehearsal.unavailable')}</p>
          <p className="muted quote">{t('cell.said', { words: rehearsed.detail })}</p>
        </div>
      );
  }
}

function Leftover({ leaves: { what, forHours } }: { leaves: RehearsalLeftover }) {
  const { t } = useWords();
  return (
    <p>
      {forHours === null
        ? t(`rehearsal.left.${what}_stays`)
        : t(`rehearsal.left.${what}`, { count: forHours })}
    </p>
  );
}
