import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ProblemList } from '../api/problem-list.js';
import { answerProof } from '../api/proof.js';
import { problemsOf } from '../api/refusal.js';
import { sessionApi } from '../api/session-routes.js';
import '../language/people-words.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { Sheet } from '../theme/sheet.js';
import { signWithPasskey } from './passkey.js';
import { textOf } from './text-of.js';
import { useSession } from './use-session.js';

/** Asks once more whether it is the same person, before what cannot be undone. */
export default function ProofSheet() {
  const { t } = useWords();
  const { factor } = useSession().device;
  const done = () => {
    answerProof(true);
  };
  return (
    <Sheet
      title={t('proof.heading')}
      isOpen
      onClose={() => {
        answerProof(false);
      }}
    >
      <div className="stack">
        <p>{t('proof.intro')}</p>
        {factor === 'passkey' ? (
          <ByPasskey onDone={done} />
        ) : (
          <ByPassword hasCode={factor === 'password_with_code'} onDone={done} />
        )}
      </div>
    </Sheet>
  );
}

function ByPasskey({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const prove = useMutation({
    mutationFn: async () =>
      sessionApi.stepUp({ passkey: await signWithPasskey(await sessionApi.askStepUp()) }),
    onSuccess: onDone,
  });
  return (
    <>
      <ProblemList problems={problemsOf(prove.error)} />
      <Button
        fullWidth
        leftSection={<Icon name="phone" />}
        loading={prove.isPending}
        onClick={() => {
          prove.mutate();
        }}
      >
        {t('session.passkey')}
      </Button>
    </>
  );
}

function ByPassword({ hasCode, onDone }: { hasCode: boolean; onDone: () => void }) {
  const { t } = useWords();
  const prove = useMutation({
    mutationFn: (form: FormData) =>
      sessionApi.stepUp({
        password: textOf(form, 'password'),
        ...(hasCode && { code: textOf(form, 'code') }),
      }),
    onSuccess: onDone,
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        prove.mutate(new FormData(event.currentTarget));
      }}
    >
      <ProblemList problems={problemsOf(prove.error)} />
      <PasswordInput
        name="password"
        label={t('session.password')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('session.show_password') }}
        required
        withAsterisk={false}
        data-autofocus
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
      <Button type="submit" fullWidth loading={prove.isPending}>
        {t('proof.confirm')}
      </Button>
    </form>
  );
}
