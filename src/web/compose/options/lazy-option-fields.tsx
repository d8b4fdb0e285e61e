import { lazy, Suspense } from 'react';
import { fetchPart } from '../../api/fetch-part.js';
import { ProblemList } from '../../api/problem-list.js';
import { useWords } from '../../language/use-words.js';
import type { Composer } from '../use-composer.js';

const OptionFields = lazy(() => fetchPart(() => import('./option-fields.js')));

/** Nothing where no chosen platform has an option; else fetched when the area is drawn. */
export function LazyOptionFields({ composer }: { composer: Composer }) {
  const { t } = useWords();
  const { draft, platforms } = composer;
  const hasOptions = platforms.some(
    ({ name, options }) => draft.platforms.includes(name) && options.length > 0,
  );
  if (!hasOptions) return <ProblemList problems={composer.problemsAt('options')} />;
  return (
    <Suspense fallback={<p className="muted">{t('loading')}</p>}>
      <OptionFields composer={composer} />
    </Suspense>
  );
}
