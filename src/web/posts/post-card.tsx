import { Link } from 'react-router';
import type { PostSummary } from '../../contract/posts.js';
import { ApprovalMark, approvalLook } from '../approvals/approval-mark.js';
import { showMoment } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { PhaseBar } from './phase-bar.js';
import { PhaseMark } from './phase-mark.js';
import styles from './posts.module.css';
import { useVerdictWords } from './use-verdict-words.js';
import { verdictOf } from './verdict.js';

export function PostCard({ post }: { post: PostSummary }) {
  const { t, language } = useWords();
  const verdict = verdictOf(post);
  const words = useVerdictWords(verdict);
  const look = approvalLook(post);
  const due = showMoment(post.dueAt, language, post.zone);
  return (
    <li className={`card ${styles.card ?? ''}`}>
      <div className={styles.cardHead}>
        <h2>
          <Link to={`/posts/${post.id}`} className={styles.cardLink}>
            {post.title}
          </Link>
        </h2>
        {look ? <ApprovalMark look={look} /> : <PhaseMark phase={verdict.phase}>{words}</PhaseMark>}
      </div>
      {!look && <PhaseBar counts={post.counts} total={post.total} />}
      {post.approval?.state === 'returned' && <p className="quote">{post.approval.note}</p>}
      <p className={`muted ${styles.cardFoot ?? ''}`}>
        <span className="number">{due}</span>
        {post.campaign !== null && <span>{post.campaign}</span>}
        <span>{t('posts.by', { name: post.authorName })}</span>
        {!look && (
          <span className="number">
            {t('posts.published_of', { count: post.counts.published, total: post.total })}
          </span>
        )}
      </p>
    </li>
  );
}
