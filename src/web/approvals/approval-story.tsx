import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { PostApproval } from '../../contract/approvals.js';
import type { PostView } from '../../contract/posts.js';
import { showMoment } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { useMay, useSession } from '../session/use-session.js';
import { Icon } from '../theme/icon.js';
import styles from './approvals.module.css';

interface StoryProps {
  post: PostView;
  approval: PostApproval;
}

/** What became of a post between its author and the second person, and what its author can do now. */
export function ApprovalStory({ post, approval }: StoryProps) {
  const { t, language } = useWords();
  const mayApprove = useMay('posts.approve');
  const isOwn = approval.canRevise;
  const { name } = useSession();
  return (
    <section className="card stack" aria-label={t('nav.approvals')}>
      <Told post={post} approval={approval} />
      {approval.state === 'awaiting' && (
        <p className="muted">
          {t('approval.until', { when: showMoment(post.notAfterAt, language, post.zone) })}
        </p>
      )}
      <div className={styles.answers}>
        {isOwn && (
          <Button
            component={Link}
            to={`/posts/new?anew=${post.id}`}
            variant={approval.state === 'awaiting' ? 'default' : 'filled'}
            leftSection={<Icon name="edit" />}
          >
            {t('approval.send_anew')}
          </Button>
        )}
        {mayApprove && approval.state === 'awaiting' && post.authorName !== name && (
          <Button component={Link} to="/approvals" leftSection={<Icon name="check" />}>
            {t('approval.decide')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Told({ post, approval }: StoryProps) {
  const { t } = useWords();
  const { accounts, note, decidedBy } = approval;
  if (post.isCancelled) return <p>{t('approval.cancelled')}</p>;
  switch (approval.state) {
    case 'awaiting':
      return <p>{t('approval.story_awaiting', { count: accounts })}</p>;
    case 'missed':
      return <p>{t('approval.story_missed')}</p>;
    case 'returned':
    case 'approved': {
      const word =
        approval.state === 'returned' ? 'approval.story_returned' : 'approval.story_approved';
      return (
        <>
          <p>{t(word, { name: decidedBy ?? '' })}</p>
          {note !== '' && <p className={`quote ${styles.text ?? ''}`}>{note}</p>}
        </>
      );
    }
  }
}
