import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PlatformName } from '../../../contract/platforms.js';
import { useWords } from '../../language/use-words.js';
import { Icon } from '../../theme/icon.js';
import styles from './connect.module.css';
import { useIgnoredAccounts, useIgnoreFound } from './use-found.js';

/** Those that somebody said are not ours, folded away; pressed by mistake, one comes back. */
export function IgnoredAccounts({ platform }: { platform: PlatformName | undefined }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const all = useIgnoredAccounts(true).data ?? [];
  const unignore = useIgnoreFound();
  const here = all.filter((one) => one.platform === platform);
  if (here.length === 0) return null;
  return (
    <details
      className={styles.ignored}
      open={isOpen}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <Icon name="chevron" size={16} /> {t('found.ignored', { count: here.length })}
      </summary>
      <ul>
        {here.map((account) => (
          <li key={account.id} className="row spread">
            <span>{[...new Set([account.title, account.handle])].join(' · ')}</span>
            <Button
              variant="default"
              size="sm"
              aria-label={t('found.unignore', { title: account.title })}
              loading={unignore.isPending && unignore.variables.account.id === account.id}
              onClick={() => {
                unignore.mutate({ account, isOurs: true });
              }}
            >
              <Icon name="retry" />
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
