import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { fetchPart } from '../api/fetch-part.js';
import { ProblemList } from '../api/problem-list.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import type { Composer } from './use-composer.js';

const ThreadFields = lazy(() => fetchPart(() => import('./thread/thread-fields.js')));

/** A button where a chosen platform knows threads; the parts themselves are fetched with the first one. */
export function LazyThreadFields({ composer }: { composer: Composer }) {
  const { t } = useWords();
  const { draft, change, platforms } = composer;
  const isChained = platforms.some(
    ({ name, thread }) => draft.platforms.includes(name) && thread !== null,
  );
  if (draft.thread.length > 0) {
    return (
      <Suspense fallback={<p className="muted">{t('loading')}</p>}>
        <ThreadFields composer={composer} />
      </Suspense>
    );
  }
  return (
    <>
      {isChained && (
        <Button
          variant="light"
          leftSection={<Icon name="add" />}
          onClick={() => {
            change({ thread: [''] });
          }}
        >
          {t('thread.add')}
        </Button>
      )}
      <ProblemList problems={composer.problemsAt('thread')} />
    </>
  );
}
