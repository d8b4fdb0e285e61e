import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { PlatformCapabilities } from '../../contract/platforms.js';
import { useDistricts } from '../districts/use-districts.js';
import type { DistrictTree } from '../districts/tree.js';
import { api } from '../api/routes.js';
import { ProblemList } from '../api/problem-list.js';
import { Loaded } from '../frame/loaded.js';
import { useWords } from '../language/use-words.js';
import styles from './compose.module.css';
import { ConfirmSheet } from './confirm-sheet.js';
import type { Draft } from './draft.js';
import { draftAnew } from './draft-anew.js';
import { Foreseen } from './foreseen.js';
import { LazyMediaFields } from './lazy-media-fields.js';
import { LazyThreadFields } from './lazy-thread-fields.js';
import { NamingFields } from './naming-fields.js';
import { NextStep } from './next-step.js';
import { PreviewCards } from './preview-cards.js';
import { ScheduleFields } from './schedule-fields.js';
import { SendBar } from './send-bar.js';
import { TargetFields } from './target-fields.js';
import { TextFields } from './text-fields.js';
import { usePlatforms } from '../api/use-platforms.js';
import { useComposer } from './use-composer.js';

export default function ComposePage() {
  const districts = useDistricts();
  const platforms = usePlatforms();
  const anew = useSearchParams()[0].get('anew');
  return (
    <Loaded query={districts}>
      {(tree) => (
        <Loaded query={platforms}>
          {(list) =>
            anew === null ? (
              <Desk tree={tree} platforms={list} />
            ) : (
              <DeskAnew tree={tree} platforms={list} postId={Number(anew)} />
            )
          }
        </Loaded>
      )}
    </Loaded>
  );
}

interface DeskProps {
  tree: DistrictTree;
  platforms: PlatformCapabilities[];
  anew?: Draft;
}

/** The own post once more: the form begins as it was sent. */
function DeskAnew({ postId, ...desk }: DeskProps & { postId: number }) {
  const draft = useQuery({
    queryKey: ['posts', postId, 'draft'],
    queryFn: async () => draftAnew(await api.draftOf(postId), postId),
    staleTime: Infinity,
    gcTime: 0,
  });
  return <Loaded query={draft}>{(anew) => <Desk {...desk} anew={anew} />}</Loaded>;
}

function Desk({ tree, platforms, anew }: DeskProps) {
  const { t } = useWords();
  const composer = useComposer(tree, platforms, anew);
  return (
    <form
      className={styles.desk}
      noValidate
      onSubmit={(event) => {
        // Enter in a field must not send to hundreds of accounts; only the button does.
        event.preventDefault();
      }}
    >
      <header className={styles.heading}>
        <h1>{t('compose.heading')}</h1>
        <p className="muted">{t('compose.kept')}</p>
      </header>
      <div className={styles.form}>
        <TextFields composer={composer} />
        <LazyThreadFields composer={composer} />
        <LazyMediaFields composer={composer} />
        <TargetFields composer={composer} />
        <ScheduleFields composer={composer} />
        <NamingFields composer={composer} />
        <NextStep composer={composer} />
        <ProblemList problems={composer.problemsAt('all')} />
        <Foreseen composer={composer} />
      </div>
      <aside className={styles.preview} aria-label={t('compose.preview')}>
        <PreviewCards composer={composer} />
      </aside>
      <SendBar composer={composer} />
      <ConfirmSheet composer={composer} />
    </form>
  );
}
