import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { InviteLink } from '../../contract/people.js';
import type { Role } from '../../contract/session.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { walk } from '../districts/tree.js';
import { useDistricts } from '../districts/use-districts.js';
import { useWords } from '../language/use-words.js';
import { useSession } from '../session/use-session.js';
import { useInvite } from './use-people.js';

interface InviteFormProps {
  roles: readonly Role[];
  onInvited: (link: InviteLink) => void;
}

/** Who is invited, as what, and where. */
export function InviteForm({ roles, onInvited }: InviteFormProps) {
  const { t, nameOf } = useWords();
  const { place } = useSession();
  const tree = useDistricts().data;
  const invite = useInvite();
  const [name, setName] = useState('');
  const [role, setRole] = useState<string | null>(null);
  const [placeId, setPlaceId] = useState(String(place.id));
  const chosenRole = roles.find((one) => one === role) ?? 'volunteer';
  const places = tree ? [...walk(tree)] : [];
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const order = { name, role: chosenRole, placeId: Number(placeId) };
        invite.mutate(order, { onSuccess: onInvited });
      }}
    >
      <TextInput
        label={t('invite.name')}
        maxLength={200}
        required
        withAsterisk={false}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
        }}
      />
      <Select
        label={t('invite.role')}
        data={roles.map((one) => ({ value: one, label: t(`role.${one}`) }))}
        value={chosenRole}
        onChange={setRole}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
      />
      <Select
        label={t('invite.place')}
        data={places.map((one) => ({ value: String(one.id), label: nameOf(one) }))}
        value={placeId}
        onChange={(chosen) => {
          if (chosen !== null) setPlaceId(chosen);
        }}
        allowDeselect={false}
        searchable
        comboboxProps={{ withinPortal: false }}
      />
      <ProblemList problems={problemsOf(invite.error)} />
      <Button type="submit" loading={invite.isPending}>
        {t('invite.make')}
      </Button>
    </form>
  );
}
