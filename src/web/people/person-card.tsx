import { Button } from '@mantine/core';
import { useState } from 'react';
import type { InviteLink, PersonView } from '../../contract/people.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { useWords } from '../language/use-words.js';
import { DeviceList } from './device-list.js';
import styles from './people.module.css';
import { useInviteAgain, usePutOut } from './use-people.js';
import { WaitingPhone } from './waiting-phone.js';

interface PersonCardProps {
  person: PersonView;
  onInvited: (link: InviteLink) => void;
}

export function PersonCard({ person, onInvited }: PersonCardProps) {
  const { t, nameOf } = useWords();
  const again = useInviteAgain();
  return (
    <li className="card stack">
      <div className={styles.who}>
        <h2>{person.name}</h2>
        <span>{t(`people.state.${person.state}`)}</span>
      </div>
      <p className="muted">
        {t(`role.${person.role}`)} · {nameOf(person.place)} · {person.login}
      </p>
      {person.waiting && <WaitingPhone waiting={person.waiting} name={person.name} />}
      {person.state !== 'invited' && (
        <DeviceList devices={person.devices} canRevoke={person.can.revoke} />
      )}
      <ProblemList problems={problemsOf(again.error)} />
      {person.can.invite && (
        <Button
          variant="default"
          loading={again.isPending}
          onClick={() => {
            again.mutate(person.id, { onSuccess: onInvited });
          }}
        >
          {t('people.invite_again')}
        </Button>
      )}
      {person.can.revoke && person.state !== 'out' && <PutOut person={person} />}
    </li>
  );
}

/** Asks back once: it closes all of somebody's phones. */
function PutOut({ person: { id, name } }: { person: PersonView }) {
  const { t } = useWords();
  const putOut = usePutOut(id);
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <ProblemList problems={problemsOf(putOut.error)} />
      <Button
        variant={isAsked ? 'filled' : 'outline'}
        color="red.9"
        loading={putOut.isPending}
        onClick={() => {
          if (isAsked) putOut.mutate();
          setIsAsked(!isAsked);
        }}
      >
        {isAsked ? t('people.put_out_sure', { name }) : t('people.put_out')}
      </Button>
    </>
  );
}
