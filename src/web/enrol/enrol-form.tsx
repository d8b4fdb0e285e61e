import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { InviteFace } from '../../contract/people.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import type { EnrolmentOrder } from './enrolment-order.js';
import { PasswordEnrolment } from './password-enrolment.js';
import { useEnrolByPasskey } from './use-enrolment.js';
import type { KeptWait } from './waiting-for-word.js';

interface EnrolFormProps {
  secret: string;
  face: InviteFace;
  onWait: (wait: KeptWait) => void;
}

/** Who somebody becomes by this invite, and by what they prove it from then on. */
export function EnrolForm({ secret, face, onWait }: EnrolFormProps) {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const [isByPassword, setIsByPassword] = useState(!face.ways.passkey);
  const owner = face.person ? undefined : { name: name.trim(), login: login.trim() };
  const order = { secret, owner, invitedBy: face.invitedBy, onWait };
  return (
    <div className="stack">
      <Whose face={face} />
      {!face.person && (
        <>
          <TextInput
            label={t('enrol.your_name')}
            autoComplete="name"
            value={name}
            onChange={(event) => {
              setName(event.currentTarget.value);
            }}
          />
          <TextInput
            label={t('session.login')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={login}
            onChange={(event) => {
              setLogin(event.currentTarget.value);
            }}
          />
        </>
      )}
      {face.ways.passkey && <PasskeyEnrolment {...order} />}
      {!face.ways.passkey && <p className="muted">{t('enrol.no_passkey_here')}</p>}
      {face.ways.password && !isByPassword && (
        <Button
          variant="subtle"
          onClick={() => {
            setIsByPassword(true);
          }}
        >
          {t('enrol.by_password')}
        </Button>
      )}
      {face.ways.password && isByPassword && <PasswordEnrolment {...order} />}
    </div>
  );
}

function Whose({ face: { person, invitedBy } }: { face: InviteFace }) {
  const { t, nameOf } = useWords();
  if (!person) return null;
  const place = nameOf(person.place);
  return (
    <p>
      <b>{t('enrol.for', { name: person.name, role: t(`role.${person.role}`), place })}</b>
      {invitedBy !== null && (
        <>
          <br />
          {t('enrol.by', { name: invitedBy })}
        </>
      )}
    </p>
  );
}

function PasskeyEnrolment(order: EnrolmentOrder) {
  const { t } = useWords();
  const enrol = useEnrolByPasskey(order);
  return (
    <>
      <ProblemList problems={problemsOf(enrol.error)} />
      <Button
        fullWidth
        leftSection={<Icon name="phone" />}
        loading={enrol.isPending}
        onClick={() => {
          enrol.mutate();
        }}
      >
        {t('enrol.passkey')}
      </Button>
      <p className="muted">{t('enrol.passkey_hint')}</p>
    </>
  );
}
