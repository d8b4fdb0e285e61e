import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PlatformName } from '../../contract/platforms.js';
import type { NewStop } from '../../contract/stops.js';
import { ProblemList } from '../api/problem-list.js';
import { usePlatforms } from '../api/use-platforms.js';
import { problemsOf } from '../api/refusal.js';
import { walk } from '../districts/tree.js';
import { useDistricts } from '../districts/use-districts.js';
import { useWords } from '../language/use-words.js';
import { useSession } from '../session/use-session.js';
import { Icon } from '../theme/icon.js';
import { useStop } from './use-stopping.js';

/** One tap and a reason stop everything; a platform or a place is chosen instead. */
export function StopForm() {
  const { t } = useWords();
  const stop = useStop();
  const choices = useChoices();
  const [what, setWhat] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const chosen = what ?? choices[0]?.value ?? '';
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        stop.mutate(orderOf(chosen, reason), {
          onSuccess: () => {
            setReason('');
          },
        });
      }}
    >
      <Select
        label={t('stops.what')}
        data={choices}
        value={chosen}
        onChange={setWhat}
        allowDeselect={false}
        searchable
      />
      <TextInput
        label={t('stops.reason')}
        minLength={3}
        maxLength={500}
        required
        withAsterisk={false}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value);
        }}
      />
      <ProblemList problems={problemsOf(stop.error)} />
      <Button
        type="submit"
        color="red.9"
        loading={stop.isPending}
        leftSection={<Icon name="stop" />}
      >
        {t('stops.stop')}
      </Button>
    </form>
  );
}

interface StopChoice {
  value: string;
  label: string;
}

/** What binds others is the centre's; everybody else stops places of their own. */
function useChoices(): StopChoice[] {
  const { t, language, nameOf } = useWords();
  const { place } = useSession();
  const tree = useDistricts().data;
  const platforms = usePlatforms().data ?? [];
  const places = tree ? [...walk(tree)] : [];
  const isAtTheTop = places.some(({ id, parentId }) => id === place.id && parentId === null);
  const wide = [
    { value: 'everything', label: t('stops.everything') },
    ...platforms.map(({ name, label }) => ({
      value: `platform:${name}`,
      label: label[language],
    })),
  ];
  const own = places.map((one) => ({ value: `district:${one.id}`, label: nameOf(one) }));
  return isAtTheTop ? [...wide, ...own] : own;
}

function orderOf(chosen: string, reason: string): NewStop {
  const [scope, subject = ''] = chosen.split(':');
  if (scope === 'platform') return { scope, platform: subject as PlatformName, reason };
  if (scope === 'district') return { scope, districtId: Number(subject), reason };
  return { scope: 'everything', reason };
}
