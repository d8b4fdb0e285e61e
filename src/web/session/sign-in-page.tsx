import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { SignInWays } from '../../contract/session.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { sessionApi } from '../api/session-routes.js';
import { Loaded } from '../frame/loaded.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { Entrance } from './entrance.js';
import { textOf } from './text-of.js';
import { usePasskeySignIn, useSignIn } from './use-session.js';

/** The phone's lock first; a password where the installation takes them. */
export function SignInPage() {
  const { t } = useWords();
  const ways = useQuery({ queryKey: ['sign-in-ways'], queryFn: sessionApi.ways });
  return (
    <Entrance>
      <Loaded query={ways}>
        {({ passkey, password, isUnclaimed }) => (
          <>
            {isUnclaimed && <Link to="/claim">{t('session.claim')}</Link>}
            {passkey && <PasskeyWay />}
            {password !== 'off' && <PasswordWay password={password} isFirst={!passkey} />}
          </>
        )}
      </Loaded>
      <p className="muted">{t('session.forgot')}</p>
    </Entrance>
  );
}

function PasskeyWay() {
  const { t } = useWords();
  const signIn = usePasskeySignIn();
  return (
    <>
      <ProblemList problems={problemsOf(signIn.error)} />
      <Button
        fullWidth
        leftSection={<Icon name="phone" />}
        loading={signIn.isPending}
        onClick={() => {
          signIn.mutate();
        }}
      >
        {t('session.passkey')}
      </Button>
    </>
  );
}

function PasswordWay({
  password,
  isFirst,
}: {
  password: SignInWays['password'];
  isFirst: boolean;
}) {
  const { t } = useWords();
  const signIn = useSignIn();
  const hasCode = password === 'with_code';
  const submit = (form: FormData) => {
    signIn.mutate({
      login: textOf(form, 'login').trim(),
      password: textOf(form, 'password'),
      ...(hasCode && { code: textOf(form, 'code') }),
    });
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      <ProblemList problems={problemsOf(signIn.error)} />
      <TextInput
        name="login"
        label={t('session.login')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        withAsterisk={false}
        autoFocus={isFirst}
      />
      <PasswordInput
        name="password"
        label={t('session.password')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
        required
        withAsterisk={false}
      />
      {hasCode && (
        <TextInput
          name="code"
          label={t('session.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          withAsterisk={false}
        />
      )}
      <Button
        type="submit"
        fullWidth
        variant={isFirst ? 'filled' : 'default'}
        loading={signIn.isPending}
      >
        {t('session.sign_in')}
      </Button>
    </form>
  );
}
