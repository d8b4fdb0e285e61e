import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { InviteLink, PeopleView } from '../../contract/people.js';
import { Loaded } from '../frame/loaded.js';
import '../language/people-words.js';
import { useWords } from '../language/use-words.js';
import { useMay } from '../session/use-session.js';
import { Icon } from '../theme/icon.js';
import { Sheet } from '../theme/sheet.js';
import { InviteForm } from './invite-form.js';
import { InviteShown } from './invite-shown.js';
import { PersonCard } from './person-card.js';
import { usePeople } from './use-people.js';

/** Who works at one's place and below: whose phone waits, who is invited, on what they sign in. */
export default function PeoplePage() {
  const { t } = useWords();
  const [search, setSearch] = useState('');
  const [isInviting, setIsInviting] = useState(false);
  const [link, setLink] = useState<InviteLink | null>(null);
  const people = usePeople(search);
  const maySet = useMay('settings.change');
  const close = () => {
    setIsInviting(false);
    setLink(null);
  };
  const roles = people.data?.roles ?? [];
  return (
    <div className="stack">
      <h1>{t('people.heading')}</h1>
      <p className="row spread">
        <Link to="/devices">{t('devices.heading')}</Link>
        {maySet && <Link to="/settings">{t('nav.settings')}</Link>}
      </p>
      {roles.length > 0 && (
        <Button
          leftSection={<Icon name="add" />}
          onClick={() => {
            setIsInviting(true);
          }}
        >
          {t('people.invite')}
        </Button>
      )}
      <TextInput
        type="search"
        aria-label={t('people.search')}
        placeholder={t('people.search')}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
        }}
      />
      <Loaded query={people}>{(view) => <PeopleList view={view} onInvited={setLink} />}</Loaded>
      <Sheet title={t('invite.heading')} isOpen={isInviting || link !== null} onClose={close}>
        {link ? <InviteShown link={link} /> : <InviteForm roles={roles} onInvited={setLink} />}
      </Sheet>
    </div>
  );
}

interface PeopleListProps {
  view: PeopleView;
  onInvited: (link: InviteLink) => void;
}

function PeopleList({ view: { people, isCut }, onInvited }: PeopleListProps) {
  const { t } = useWords();
  if (people.length === 0) return <p className="card muted">{t('people.none')}</p>;
  return (
    <>
      <ul className="stack">
        {people.map((person) => (
          <PersonCard key={person.id} person={person} onInvited={onInvited} />
        ))}
      </ul>
      {isCut && <p className="muted">{t('people.cut')}</p>}
    </>
  );
}
