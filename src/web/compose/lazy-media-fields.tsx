import { lazy, Suspense } from 'react';
import { fetchPart } from '../api/fetch-part.js';
import { useWords } from '../language/use-words.js';
import { Section } from './section.js';
import type { Composer } from './use-composer.js';

const MediaFields = lazy(() => fetchPart(() => import('../media/media-fields.js')));

/** Fetched after the form is there: somebody can begin to write before it has come. */
export function LazyMediaFields({ composer }: { composer: Composer }) {
  const { t } = useWords();
  return (
    <Suspense
      fallback={
        <Section title={t('media.heading')} problems={composer.problemsAt('media')}>
          <p className="muted">{t('loading')}</p>
        </Section>
      }
    >
      <MediaFields composer={composer} />
    </Suspense>
  );
}
