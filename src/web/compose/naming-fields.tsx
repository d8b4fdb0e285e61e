import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { api } from '../api/routes.js';
import { useWords } from '../language/use-words.js';
import { titleOf } from './draft.js';
import { Section } from './section.js';
import type { Composer } from './use-composer.js';

/** How the post is found again: a title for the list, and the campaign it belongs to. */
export function NamingFields({ composer }: { composer: Composer }) {
  const { t } = useWords();
  const { draft, change } = composer;
  const campaigns = useQuery({ queryKey: ['campaigns'], queryFn: api.campaigns });
  const listId = useId();
  return (
    <Section title={t('compose.naming')} problems={composer.problemsAt('title')}>
      <TextInput
        label={t('compose.title')}
        description={t('compose.title_hint')}
        placeholder={titleOf({ ...draft, title: '' })}
        maxLength={200}
        value={draft.title}
        onChange={(event) => {
          change({ title: event.currentTarget.value });
        }}
      />
      <TextInput
        label={t('compose.campaign')}
        list={listId}
        maxLength={200}
        autoComplete="off"
        value={draft.campaign}
        onChange={(event) => {
          change({ campaign: event.currentTarget.value });
        }}
      />
      <datalist id={listId}>
        {campaigns.data?.map((campaign) => (
          <option key={campaign.id} value={campaign.name} />
        ))}
      </datalist>
    </Section>
  );
}
