import { Link } from 'react-router';
import type { AwaitingPost } from '../../contract/approvals.js';
import { showMoment } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { PostMedia } from '../posts/post-media.js';
import { PostOptions } from '../posts/post-options.js';
import { Icon } from '../theme/icon.js';
import { ApprovalForm } from './approval-form.js';
import styles from './approvals.module.css';
import { ExactTexts } from './exact-texts.js';
import { useNotedReading } from './use-noted-reading.js';

/** Everything that would go out of one post, and the two answers to it. */
export function ApprovalCard({ post }: { post: AwaitingPost }) {
  const { t, language } = useWords();
  useNotedReading(post);
  const place = language === 'hi' ? post.authorPlaceHi : post.authorPlaceEn;
  const options = post.perPlatform.map(({ platform, options }) => ({
    platform,
    options,
    template: '',
  }));
  return (
    <li className={`card ${styles.card ?? ''}`}>
      <header>
        <h2>
          <Link to={`/posts/${post.postId}`}>{post.title}</Link>
        </h2>
        <p className={`muted ${styles.facts ?? ''}`}>
          <span>{t('approval.by', { name: post.authorName, place })}</span>
          {post.campaign !== '' && <span>{post.campaign}</span>}
          {post.revision > 1 && <span>{t('approval.again', { count: post.revision })}</span>}
        </p>
      </header>
      <p className={styles.facts}>
        <b>{t('approval.accounts', { count: post.accounts })}</b>
        <span>{t('approval.due', { when: showMoment(post.dueAt, language, post.zone) })}</span>
        {post.priority === 'urgent' && (
          <b>
            <Icon name="warning" /> {t('approval.urgent')}
          </b>
        )}
      </p>
      <ExactTexts platforms={post.perPlatform} />
      {post.media.length > 0 && <PostMedia media={post.media} />}
      <PostOptions texts={options} />
      <p className="muted">
        {t('approval.until', { when: showMoment(post.notAfterAt, language, post.zone) })}
      </p>
      <ApprovalForm post={post} />
    </li>
  );
}
