import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { BoardRow, DeliveryPhase } from '../../contract/deliveries.js';
import type { PostView } from '../../contract/posts.js';
import { ApprovalMark, approvalLook } from '../approvals/approval-mark.js';
import { ApprovalStory } from '../approvals/approval-story.js';
import { Loaded } from '../frame/loaded.js';
import { showMoment } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { WaitingOrderStory } from '../orders/waiting-order.js';
import { Board } from './board.js';
import { CancelPost } from './cancel-post.js';
import { CorrectPost } from './correct-post.js';
import { CorrectionStory } from './correction-story.js';
import { FailureGroups } from './failure-groups.js';
import { Holds } from './holds.js';
import { LiveMark } from './live-mark.js';
import { NeedsYou } from './needs-you.js';
import { PhaseBar } from './phase-bar.js';
import { PhaseMark } from './phase-mark.js';
import { PhaseCounters } from './phase-counters.js';
import { PostTexts } from './post-texts.js';
import { RecallPost } from './recall-post.js';
import styles from './posts.module.css';
import { useLivePost } from './use-live-post.js';
import { useVerdictWords } from './use-verdict-words.js';
import { verdictOf } from './verdict.js';

/** The live room of one post: the counters move by themselves, and every cell can be opened. */
export default function PostPage() {
  const { t } = useWords();
  const postId = Number(useParams().postId);
  const { post, board, stream, isMoving } = useLivePost(postId);
  const [phase, setPhase] = useState<DeliveryPhase | null>(null);
  return (
    <div className="stack">
      <Link to="/" className={styles.back}>
        <Icon name="back" />
        {t('posts.back')}
      </Link>
      <Loaded query={post}>
        {(view) => (
          <>
            <Head post={view} />
            {view.waits && (
              <div className="card">
                <WaitingOrderStory order={view.waits} kind="recall" />
              </div>
            )}
            {view.approval && <ApprovalStory post={view} approval={view.approval} />}
            {approvalLook(view) ? null : (
              <>
                <section className="card stack" aria-label={t('posts.progress')}>
                  <LiveMark stream={stream} isMoving={isMoving} lagMs={view.progress.lagMs} />
                  <PhaseBar counts={view.progress.counts} total={view.progress.total} />
                  <PhaseCounters counts={view.progress.counts} chosen={phase} onChoose={setPhase} />
                </section>
                {view.correction && <CorrectionStory correction={view.correction} />}
                <Loaded query={board}>
                  {(rows) => <Deliveries post={view} rows={rows} phase={phase} />}
                </Loaded>
              </>
            )}
            <PostTexts post={view} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Head({ post }: { post: PostView }) {
  const { t, language } = useWords();
  const verdict = verdictOf(post);
  const words = useVerdictWords(verdict);
  const look = approvalLook(post);
  return (
    <header className={styles.head}>
      <div>
        <h1>{post.title}</h1>
        <p className={`muted ${styles.cardFoot ?? ''}`}>
          <span className="number">{showMoment(post.dueAt, language, post.zone)}</span>
          {post.campaign !== null && <span>{post.campaign}</span>}
          <span>{t('posts.by', { name: post.authorName })}</span>
        </p>
        <p aria-live="polite" className={styles.verdict}>
          {look ? (
            <ApprovalMark look={look} />
          ) : (
            <PhaseMark phase={verdict.phase}>{words}</PhaseMark>
          )}
        </p>
      </div>
      <div className="row">
        {post.can.cancel && <CancelPost post={post} />}
        {post.can.correct && <CorrectPost post={post} />}
        {post.can.recall && !post.waits && post.progress.counts.published > 0 && (
          <RecallPost post={post} />
        )}
      </div>
    </header>
  );
}

interface DeliveriesProps {
  post: PostView;
  rows: BoardRow[];
  phase: DeliveryPhase | null;
}

function Deliveries({ post, rows, phase }: DeliveriesProps) {
  return (
    <>
      <Holds rows={rows} />
      <NeedsYou count={post.progress.counts.needs_decision} />
      <FailureGroups postId={post.id} rows={rows} />
      <Board postId={post.id} rows={rows} phase={phase} />
    </>
  );
}
