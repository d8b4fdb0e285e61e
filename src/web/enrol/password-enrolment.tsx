import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { MIN_PASSWORD_CHARACTERS } from '../../contract/passwords.js';
import { ProblemList } from '../api/problem-list.js';
import { peopleApi } from '../api/people-routes.js';
import { problemsOf } from '../api/refusal.js';
import { Loaded } from '../frame/loaded.js';
import { useWords } from '../language/use-words.js';
import { textOf } from '../session/text-of.js';
import { QrCode } from '../theme/qr-code.js';
import type { EnrolmentOrder } from './enrolment-order.js';
import styles from './enrol.module.css';
import { useEnrolByPassword } from './use-enrolment.js';

/** For a phone without a lock: a password, and an app that shows six digits. */
export function PasswordEnrolment(order: EnrolmentOrder) {
  const { t } = useWords();
  const key = useQuery({
    queryKey: ['code-key', order.secret],
    queryFn: () => peopleApi.codeKey(order.secret),
    staleTime: Infinity,
  });
  const enrol = useEnrolByPassword(order, key.data);
  return (
    <Loaded query={key}>
      {({ codeKey, uri }) => (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            enrol.mutate({ password: textOf(form, 'password'), code: textOf(form, 'code') });
          }}
        >
          <p>{t('enrol.app')}</p>
          <QrCode text={uri} label={t('enrol.key_qr')} />
          <p className={styles.key}>{codeKey}</p>
          <a href={uri}>{t('enrol.open_app')}</a>
          <ProblemList problems={problemsOf(enrol.error)} />
          <PasswordInput
            name="password"
            label={t('enrol.new_password')}
            autoComplete="new-password"
            minLength={MIN_PASSWORD_CHARACTERS}
            visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
            required
            withAsterisk={false}
          />
          <TextInput
            name="code"
            label={t('session.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            withAsterisk={false}
          />
          <Button type="submit" fullWidth variant="default" loading={enrol.isPending}>
            {t('enrol.finish')}
          </Button>
        </form>
      )}
    </Loaded>
  );
}
