import { Button, PasswordInput, TextInput } from '@mantine/core';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { LanguageSwitch } from '../language/language-switch.js';
import { useWords } from '../language/use-words.js';
import { Mark } from '../theme/mark.js';
import styles from './sign-in-page.module.css';
import { useSignIn } from './use-session.js';

export function SignInPage() {
  const { t } = useWords();
  const signIn = useSignIn();

  const submit = (form: FormData) => {
    signIn.mutate({ login: textOf(form, 'login').trim(), password: textOf(form, 'password') });
  };

  return (
    <main className={styles.page}>
      <div className={styles.language}>
        <LanguageSwitch />
      </div>
      <div className={styles.brand}>
        <Mark size={64} />
        <h1>{t('brand')}</h1>
        <p className={styles.promise}>{t('brand.promise')}</p>
      </div>
      <form
        className={`card stack ${styles.form ?? ''}`}
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
          autoFocus
        />
        <PasswordInput
          name="password"
          label={t('session.password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
          required
          withAsterisk={false}
        />
        <Button type="submit" fullWidth loading={signIn.isPending}>
          {t('session.sign_in')}
        </Button>
        <p className="muted">{t('session.forgot')}</p>
      </form>
    </main>
  );
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
