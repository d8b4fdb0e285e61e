import { Link } from 'react-router';
import type { PostSummary } from '../../contract/posts.js';
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
  const due = showMoment(post.dueAt, language, post.zone);
  return (
    <li className={`card ${styles.card ?? ''}`}>
      <div className={styles.cardHead}>
        <h2>
          <Link to={`/posts/${post.id}`} className={styles.cardLink}>
            {post.title}
          </Link>
        </h2>
        <PhaseMark phase={verdict.phase}>{words}</PhaseMark>
      </div>
      <PhaseBar counts={post.counts} total={post.total} />
      <p className={`muted ${styles.cardFoot ?? ''}`}>
        <span className="number">{due}</span>
        {post.campaign !== null && <span>{post.campaign}</span>}
        <span>{t('posts.by', { name: post.authorName })}</span>
        <span className="number">
          {t('posts.published_of', { count: post.counts.published, total: post.total })}
        </span>
      </p>
    </li>
  );
}
