import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ProblemList } from '../api/problem-list.js';
import { peopleApi } from '../api/people-routes.js';
import { problemsOf } from '../api/refusal.js';
import { Waiting } from '../frame/waiting.js';
import '../language/people-words.js';
import { useWords } from '../language/use-words.js';
import { Entrance } from '../session/entrance.js';
import { textOf } from '../session/text-of.js';
import { EnrolForm } from './enrol-form.js';
import { keptWait, WaitingForWord, type KeptWait } from './waiting-for-word.js';

/** From a link or a typed code to a device of one's own. */
export default function EnrolPage({ isTyped }: { isTyped: boolean }) {
  const { t } = useWords();
  const [wait, setWait] = useState<KeptWait | null>(keptWait);
  return (
    <Entrance>
      <h2>{t(isTyped ? 'enrol.claim' : 'enrol.join')}</h2>
      {wait ? (
        <WaitingForWord
          wait={wait}
          onEnd={() => {
            setWait(null);
          }}
        />
      ) : (
        <Invite isTyped={isTyped} onWait={setWait} />
      )}
    </Entrance>
  );
}

function Invite({ isTyped, onWait }: { isTyped: boolean; onWait: (wait: KeptWait) => void }) {
  const { t } = useWords();
  const [secret, setSecret] = useState(() => location.hash.slice(1));
  const look = useMutation({ mutationFn: peopleApi.look });
  const { mutate } = look;

  useEffect(() => {
    if (!isTyped && secret !== '') mutate(secret);
  }, [isTyped, secret, mutate]);

  if (look.data) return <EnrolForm secret={secret} face={look.data} onWait={onWait} />;
  if (isTyped) {
    return (
      <CodeForm
        isBusy={look.isPending}
        error={look.error}
        onCode={(code) => {
          setSecret(code);
          mutate(code);
        }}
      />
    );
  }
  if (secret === '') return <p>{t('enrol.broken')}</p>;
  return look.error ? <ProblemList problems={problemsOf(look.error)} /> : <Waiting />;
}

interface CodeFormProps {
  isBusy: boolean;
  error: Error | null;
  onCode: (code: string) => void;
}

function CodeForm({ isBusy, error, onCode }: CodeFormProps) {
  const { t } = useWords();
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onCode(textOf(new FormData(event.currentTarget), 'code').trim());
      }}
    >
      <p>{t('enrol.claim_intro')}</p>
      <ProblemList problems={problemsOf(error)} />
      <TextInput
        name="code"
        label={t('enrol.code')}
        placeholder="kx4m-9pqe-v2hw-tr7c"
        minLength={16}
        maxLength={64}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        required
        withAsterisk={false}
      />
      <Button type="submit" fullWidth loading={isBusy}>
        {t('enrol.go_on')}
      </Button>
    </form>
  );
}
