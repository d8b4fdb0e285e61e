import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AccountSearch } from '../../../../contract/account-listing.js';
import type { PlatformName } from '../../../../contract/platforms.js';
import { ProblemList } from '../../../api/problem-list.js';
import type { Problem } from '../../../api/refusal.js';
import { useWords } from '../../../language/use-words.js';
import { Icon } from '../../../theme/icon.js';
import styles from '../connect.module.css';

interface TokenFormProps {
  tokenOf: PlatformName;
  isBusy: boolean;
  onList: (search: AccountSearch) => Promise<Problem[]>;
}

/**
 * Where a token is pasted. The field is emptied as it is sent; it is no password field, which browsers offer to keep, and
 * its letters are drawn as dots.
 */
export function TokenForm({ tokenOf, isBusy, onList }: TokenFormProps) {
  const { t } = useWords();
  const [problems, setProblems] = useState<Problem[]>([]);
  return (
    <form
      className="stack"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const given = new FormData(form);
        form.reset();
        setProblems([]);
        const businessId = textOf(given, 'business');
        void onList({
          platform: tokenOf,
          token: textOf(given, 'token'),
          businessId: businessId === '' ? null : businessId,
        }).then(setProblems);
      }}
    >
      <TextInput
        name="token"
        label={t('listed.token')}
        description={t('listed.token_kept')}
        classNames={{ input: styles.secret ?? '' }}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        withAsterisk={false}
        maxLength={2_000}
      />
      <TextInput
        name="business"
        label={t('listed.business')}
        description={t('listed.business_why')}
        inputMode="numeric"
        pattern="[0-9]{1,30}"
        autoComplete="off"
      />
      <ProblemList problems={problems} />
      <Button type="submit" loading={isBusy} leftSection={<Icon name="search" />}>
        {t('listed.find')}
      </Button>
    </form>
  );
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
